#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createAnalyse } from "../cli/analyse.ts";
import { runScout } from "../cli/main.ts";
import { connectService, findServiceSettings } from "../cli/service.ts";

const root = new URL("../", import.meta.url);
const environment = process.env;
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  version: string;
};
const serviceSettings = await findServiceSettings(
  environment,
  new URL(".local/credentials.json", root),
);
const cacheHome = environment["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");

process.exitCode = await runScout(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  version,
  analyse: createAnalyse(
    {
      cacheDirectory: path.join(cacheHome, "ecr-scout"),
      advisoryDirectory:
        environment["SCOUT_ADVISORIES"] ?? fileURLToPath(new URL(".local/advisories", root)),
      dockerDirectory: environment["DOCKER_CONFIG"] ?? path.join(homedir(), ".docker"),
      environment,
      architecture: process.arch === "x64" ? "amd64" : process.arch,
      now: () => new Date(),
    },
    serviceSettings && connectService(serviceSettings),
  ),
});
