import { readFile } from "node:fs/promises";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { isLoopbackRegistry } from "../loopback-registry.ts";

/** How to reach the service. */
export interface ServiceSettings {
  /** Without `/v1`. */
  readonly url: string;
  readonly organization: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the service: SCOUT_URL, SCOUT_TOKEN and SCOUT_ORGANIZATION, else local mode's
 * address and credentials, which are never sent to another machine. Undefined: there is
 * none to ask.
 * @param localCredentials `.local/credentials.json`
 * @throws PermanentError `invalid-setting`
 */
export async function findServiceSettings(
  environment: Environment,
  localCredentials: string,
): Promise<ServiceSettings | undefined> {
  const url = readUrl(environment);
  const token =
    valueOf(environment, "SCOUT_TOKEN") ??
    (isLoopbackRegistry(url.host) ? await readLocalToken(localCredentials) : undefined);
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

async function readLocalToken(file: string): Promise<string | undefined> {
  try {
    const schema = z.object({ member: z.object({ token: z.string() }) });
    return schema.parse(JSON.parse(await readFile(file, "utf8"))).member.token;
  } catch {
    // Local mode was never started here.
    return undefined;
  }
}
