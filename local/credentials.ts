import { readFile, rename, writeFile } from "node:fs/promises";
import type { FunctionHost } from "./function-host.ts";

/** The bearer tokens of the three members of local mode's organization. */
export type LocalCredentials = Readonly<
  Record<"owner" | "editor" | "member", { readonly token: string }>
>;

const MEMBERS = ["owner", "editor", "member"] as const;

interface BootstrapAnswer {
  readonly members: readonly { readonly name: string; readonly token?: string }[];
}

/**
 * Reads the tokens that the first start wrote, or makes the organization with its
 * members and writes them, for this user's eyes only. When the file is lost, the
 * members get new tokens.
 */
export async function openCredentials(
  file: string,
  organization: string,
  bootstrap: FunctionHost,
): Promise<LocalCredentials> {
  const known = await read(file);
  if (known !== undefined) return known;
  const answer = (await bootstrap.invoke({
    organization,
    name: organization,
    members: MEMBERS.map((role) => ({ name: role, role })),
    renew: true,
  })) as BootstrapAnswer;
  const credentials = Object.fromEntries(
    answer.members.map(({ name, token = "" }) => [name, { token }]),
  ) as LocalCredentials;
  await writeFile(`${file}.new`, JSON.stringify(credentials), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return credentials;
}

async function read(file: string): Promise<LocalCredentials | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as LocalCredentials;
  } catch {
    return undefined;
  }
}
