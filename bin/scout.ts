#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Engine } from "../cli/engine.ts";
import { runScout } from "../cli/main.ts";
import type { ServiceSettings } from "../cli/service/settings.ts";
import type { WatchTools } from "../cli/watch/watch-tools.ts";
import type { Role } from "../core/contract/vocabulary.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const environment = process.env;
const dockerDirectory = process.env["DOCKER_CONFIG"] || path.join(homedir(), ".docker");
const architecture = process.arch === "x64" ? "amd64" : process.arch;
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  version: string;
};

/** An environment variable; an empty one is as good as none. */
function variable(name: string): string | undefined {
  return environment[name] === "" ? undefined : environment[name];
}

/** How to reach the service, with the rights of a role where local mode has a token of each. */
async function findService(role: Role): Promise<ServiceSettings | undefined> {
  const { findServiceSettings } = await import("../cli/service/settings.ts");
  const localDirectory = variable("LOCAL_DIRECTORY") ?? path.join(root, ".local");
  return findServiceSettings(environment, path.join(localDirectory, "credentials.json"), role);
}

/** Loads what watches a registry. */
async function loadWatchTools(): Promise<WatchTools> {
  const { createWatchTools } = await import("../cli/watch/create-watch-tools.ts");
  const stateHome = variable("XDG_STATE_HOME") ?? path.join(homedir(), ".local", "state");
  return createWatchTools({
    stateDirectory: path.join(stateHome, "ecr-scout"),
    dockerDirectory,
    environment,
    now: () => new Date(),
  });
}

/** Loads what analyses: half a second, which help and mistakes need not wait for. */
async function loadEngine(): Promise<Engine> {
  // From the second time on it is a quarter of a second: Node.js keeps what it has compiled.
  enableCompileCache();
  const { createEngine } = await import("../cli/create-engine.ts");
  const cacheHome = variable("XDG_CACHE_HOME") ?? path.join(homedir(), ".cache");
  return createEngine(
    {
      cacheDirectory: path.join(cacheHome, "ecr-scout"),
      advisoryDirectory: path.join(root, ".local", "advisories"),
      otherAdvisoryDirectory: variable("SCOUT_ADVISORIES"),
      dockerDirectory,
      environment,
      architecture,
      now: () => new Date(),
    },
    async () => {
      const { connectService } = await import("../cli/service/service.ts");
      const settings = await findService("member");
      return settings && connectService(settings, architecture);
    },
  );
}

const interruption = new AbortController();
// A second Ctrl+C ends the process at once, as if nobody listened.
process.once("SIGINT", () => {
  interruption.abort();
});

process.exitCode = await runScout(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment,
  version,
  signal: interruption.signal,
  clock: () => performance.now(),
  engine: loadEngine,
  service: findService,
  watchTools: loadWatchTools,
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
});
// Whatever the interrupted work still waits for, nobody wants it any more.
if (interruption.signal.aborted) process.exit();
