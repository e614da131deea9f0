import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { Role } from "../../core/contract/vocabulary.ts";
import { PermanentError } from "../../core/errors.ts";
import { isLoopbackRegistry } from "../loopback-registry.ts";

/** How to reach the service. */
export interface ServiceSettings {
  /** Without `/v1`. */
  readonly url: string;
  readonly organization: string;
  readonly token: string;
}

const token = z.object({ token: z.string() }).optional();
/** What local mode writes at its start. */
const LocalCredentials = z.object({ owner: token, editor: token, member: token });

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the service: SCOUT_URL, SCOUT_TOKEN and SCOUT_ORGANIZATION, else local mode's
 * address and credentials, which are never sent to another machine. Undefined: there is
 * none to ask.
 * @param localCredentials `.local/credentials.json`
 * @param role What the command needs; local mode has a token of each role.
 * @throws PermanentError `invalid-setting`
 */
export async function findServiceSettings(
  environment: Environment,
  localCredentials: string,
  role: Role = "member",
): Promise<ServiceSettings | undefined> {
  const url = readUrl(environment);
  const token =
    valueOf(environment, "SCOUT_TOKEN") ??
    (isLoopbackRegistry(url.host) ? await readLocalToken(localCredentials, role) : undefined);
  if (token !== undefined) {
    return {
      url: url.href.replace(/\/+$/, ""),
      organization: valueOf(environment, "SCOUT_ORGANIZATION") ?? "demo",
      token,
    };
  }
  if (valueOf(environment, "SCOUT_URL") === undefined) return undefined;
  throw new PermanentError(
    "invalid-setting",
    "SCOUT_URL names a service and SCOUT_TOKEN is not set. Set it to an access token of your organization, or unset SCOUT_URL.",
  );
}

function readUrl(environment: Environment): URL {
  const given = valueOf(environment, "SCOUT_URL");
  const text = given ?? `http://127.0.0.1:${valueOf(environment, "PORT") ?? "8080"}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const web = url?.protocol === "https:" || url?.protocol === "http:";
  if (url !== undefined && web && url.username === "" && url.search === "" && url.hash === "") {
    return url;
  }
  const name = given === undefined ? "PORT" : "SCOUT_URL";
  throw new PermanentError(
    "invalid-setting",
    `${name}=${environment[name] ?? ""} does not lead to a service. ${given === undefined ? "Use a number" : "Write an address such as https://scout.example.com"}.`,
  );
}

/** An empty variable is as good as none. */
function valueOf(environment: Environment, name: string): string | undefined {
  return environment[name] === "" ? undefined : environment[name];
}

async function readLocalToken(file: string, role: Role): Promise<string | undefined> {
  try {
    return LocalCredentials.parse(JSON.parse(await readFile(file, "utf8")))[role]?.token;
  } catch {
    // Local mode was never started here.
    return undefined;
  }
}
