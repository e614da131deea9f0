import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDockerCredentials } from "../../../adapters/registry/docker-credentials.ts";

const auth = (pair: string): string => Buffer.from(pair).toString("base64");

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ecr-scout-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function configure(config: unknown): Promise<void> {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  await writeFile(join(folder, "config.json"), text);
}

/** A helper that answers on what it reads from its input. */
async function installHelper(name: string, script: string): Promise<void> {
  const program = join(folder, `docker-credential-${name}`);
  await writeFile(program, `#!/bin/sh\nread server\n${script}\n`, { mode: 0o755 });
}

describe("the file itself", () => {
  test.each([
    ["ghcr.io", { "ghcr.io": { auth: auth("me:pass:word") } }],
    ["ghcr.io", { "https://ghcr.io": { auth: auth("me:pass:word") } }],
    ["127.0.0.1:5050", { "127.0.0.1:5050": { auth: auth("me:pass:word") } }],
    ["docker.io", { "https://index.docker.io/v1/": { auth: auth("me:pass:word") } }],
  ])("holds the credentials of %s", async (registry, auths) => {
    await configure({ auths, HttpHeaders: { a: "b" } });
    expect(await readDockerCredentials(folder, registry)).toEqual({
      username: "me",
      password: "pass:word",
    });
  });

  test("holds identity tokens", async () => {
    await configure({ auths: { "a.example": { auth: auth("me:"), identitytoken: "t" } } });
    expect(await readDockerCredentials(folder, "a.example")).toEqual({ identityToken: "t" });
  });

  test.each([
    ["there is no file", undefined],
    ["it names no registry", {}],
    ["it names another one", { auths: { "ghcr.io.example": { auth: auth("a:b") } } }],
    ["it only remembers that there was a login", { auths: { "ghcr.io": {} } }],
  ])("holds nothing where %s", async (_name, config) => {
    if (config !== undefined) await configure(config);
    expect(await readDockerCredentials(folder, "ghcr.io")).toBeUndefined();
  });

  test.each([
    ["no JSON", '{"auths":{"ghcr.io":{"auth":"SECRET'],
    ["another form", { auths: { "ghcr.io": { auth: 1, note: "SECRET" } } }],
    ["no pair", { auths: { "ghcr.io": { auth: auth("SECRET") } } }],
  ])("is refused where it is %s, without repeating it", async (_name, config) => {
    await configure(config);
    const failure = await readDockerCredentials(folder, "ghcr.io").catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: "docker-config" });
    expect(String(failure)).not.toContain("SECRET");
  });
});

describe("a helper", () => {
  const environment = (): Record<string, string> => ({ PATH: `${folder}:/usr/bin:/bin` });

  test("is asked for its registry", async () => {
    await installHelper("own", `echo "{\\"Username\\":\\"AWS\\",\\"Secret\\":\\"for $server\\"}"`);
    await configure({ credHelpers: { "ghcr.io": "own" }, credsStore: "general" });
    expect(await readDockerCredentials(folder, "ghcr.io", environment())).toEqual({
      username: "AWS",
      password: "for ghcr.io",
    });
  });

  test("is the general one otherwise, by docker's name for Docker Hub", async () => {
    await installHelper(
      "general",
      `echo "{\\"Username\\":\\"<token>\\",\\"Secret\\":\\"$server\\"}"`,
    );
    await configure({ credHelpers: { "ghcr.io": "own" }, credsStore: "general" });
    expect(await readDockerCredentials(folder, "docker.io", environment())).toEqual({
      identityToken: "https://index.docker.io/v1/",
    });
  });

  test("may hold nothing", async () => {
    await installHelper("own", "echo credentials not found in native keychain; exit 1");
    await configure({ credsStore: "own" });
    expect(await readDockerCredentials(folder, "ghcr.io", environment())).toBeUndefined();
  });

  test.each([
    ["fails", "own", "echo SECRET; exit 3", "it ended with status 3"],
    ["prints something else", "own", "echo SECRET", "helper protocol"],
    ["is not installed", "absent-helper", "exit 0", "not installed"],
    ["has no program's name", "../own", "exit 0", "no program name"],
  ])("that %s is named", async (_name, name, script, why) => {
    await installHelper("own", script);
    await configure({ credsStore: name });
    const failure = await readDockerCredentials(folder, "ghcr.io", environment()).catch(
      (e: unknown) => e,
    );
    expect(failure).toMatchObject({ code: "credential-helper" });
    expect(String(failure)).toContain(`docker-credential-${name}: `);
    expect(String(failure)).toContain(why);
    expect(String(failure)).not.toContain("SECRET");
  });
});
