import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { type Environment, runCredentialHelper } from "./credential-helper.ts";
import { errorCode } from "../../core/error-code.ts";
import type { Credentials } from "./registry-options.ts";

/** ~/.docker/config.json: https://docs.docker.com/reference/cli/docker/login/ */
const DockerConfig = z.object({
  auths: z
    .record(
      z.string(),
      z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }),
    )
    .optional(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
});
type DockerConfig = z.infer<typeof DockerConfig>;

/** The name under which docker keeps Docker Hub's credentials. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/**
 * The credentials that `docker login` has stored for a registry: from the registry's
 * own helper, else the general one, else the file itself.
 * @param folder Docker's configuration folder, usually `~/.docker`.
 * @param registry `host[:port]`
 * @param environment For helpers: their PATH, and what else they need to know the user by.
 * @returns undefined where none are stored: anonymous access may do.
 * @throws PermanentError `docker-config`, `credential-helper`
 */
export async function readDockerCredentials(
  folder: string,
  registry: string,
  environment: Environment = {},
): Promise<Credentials | undefined> {
  const path = join(folder, "config.json");
  const config = await readConfig(path);
  if (config === undefined) return undefined;
  const keys = registry === "docker.io" ? [DOCKER_HUB_KEY, registry] : [registry];
  const ownHelper = lookUp(config.credHelpers, keys);
  if (ownHelper !== undefined)
    return runCredentialHelper(ownHelper, keys[0] ?? registry, environment);
  const stored = lookUp(config.auths, keys);
  if (stored?.identitytoken) return { identityToken: stored.identitytoken };
  if (stored?.auth) return decodeAuth(stored.auth, path, registry);
  if (config.credsStore)
    return runCredentialHelper(config.credsStore, keys[0] ?? registry, environment);
  return undefined;
}

async function readConfig(path: string): Promise<DockerConfig | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new PermanentError("docker-config", `${path} can't be read. Check its permissions.`, {
      cause: error,
    });
  }
  try {
    return DockerConfig.parse(JSON.parse(text));
  } catch {
    // Without the cause: a parser's message repeats a piece of the file, which holds secrets.
    throw new PermanentError(
      "docker-config",
      `${path} is not a Docker configuration that can be read. Correct it, or log in again with docker login.`,
    );
  }
}

/** docker's own keys come with and without scheme and path. */
function lookUp<T>(
  entries: Readonly<Record<string, T>> | undefined,
  keys: readonly string[],
): T | undefined {
  if (entries === undefined) return undefined;
  for (const key of keys) {
    const found = Object.entries(entries).find(([name]) => name === key || hostOf(name) === key);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, "").split("/", 1)[0] ?? name;
}

function decodeAuth(auth: string, path: string, registry: string): Credentials {
  const pair = Buffer.from(auth, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon <= 0) {
    throw new PermanentError(
      "docker-config",
      `${path} holds no readable user name and password for ${registry}. Log in again with docker login ${registry}.`,
    );
  }
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1).replace(/\0+$/, "") };
}
