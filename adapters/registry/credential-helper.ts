import { spawn } from "node:child_process";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { errorCode } from "../../core/error-code.ts";
import type { Credentials } from "./registry-options.ts";

/** https://github.com/docker/docker-credential-helpers, "Usage" */
const HelperAnswer = z.object({ Username: z.string(), Secret: z.string() });

/** User name by which helpers say that the secret is an identity token. */
const TOKEN_USER = "<token>";

/** What helpers print where they hold nothing for a server. */
const NOT_FOUND = "credentials not found in native keychain";

/** A helper may ask a person to unlock a key chain, or a cloud's API. */
const TIMEOUT = 60_000;
const MAX_OUTPUT = 1024 * 1024;

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Asks `docker-credential-<name>` for what it holds for a server.
 * @returns undefined where it holds nothing.
 * @throws PermanentError `credential-helper`
 */
export async function runCredentialHelper(
  name: string,
  server: string,
  environment: Environment,
): Promise<Credentials | undefined> {
  // The name becomes a program's: no path, no options.
  if (!/^[\w][\w.-]*$/.test(name)) {
    throw failed(name, "its name in Docker's configuration is no program name");
  }
  const { code, output } = await run(`docker-credential-${name}`, server, environment).catch(
    (error: unknown) => {
      throw failed(name, reasonOf(error), { cause: error });
    },
  );
  if (code !== 0) {
    if (output.includes(NOT_FOUND)) return undefined;
    throw failed(name, `it ended with ${code === null ? "a signal" : `status ${code}`}`);
  }
  const answer = HelperAnswer.safeParse(parseJson(output));
  // Without what it printed: that may be the secret.
  if (!answer.success) throw failed(name, "its answer is not what the helper protocol says");
  const { Username: username, Secret: secret } = answer.data;
  return username === TOKEN_USER ? { identityToken: secret } : { username, password: secret };
}

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === "ENOENT") return "it is not installed, or not on the PATH";
  if (code === "ABORT_ERR") return "it gave no answer within a minute";
  return "it can't be run";
}

async function run(
  program: string,
  input: string,
  environment: Environment,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["get"], {
      stdio: ["pipe", "pipe", "ignore"],
      // Not `timeout`: its timer outlives a program that could not be started.
      signal: AbortSignal.timeout(TIMEOUT),
      env: { ...environment },
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) child.kill();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, output });
    });
    // A helper that ends without reading is judged by its status.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

function failed(name: string, why: string, options?: ErrorOptions): PermanentError {
  return new PermanentError(
    "credential-helper",
    `Docker's configuration names the credential helper docker-credential-${name}: ${why}. Mend it, or log in with another store.`,
    options,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
