import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { compileAdvisories } from "../../../adapters/sqlite/advisory-compile.ts";
import {
  installAdvisoryFiles,
  openAdvisoryDirectory,
  readAdvisoryIndex,
} from "../../../adapters/sqlite/advisory-directory.ts";
import { ensureStarterAdvisories } from "../../../adapters/sqlite/starter-advisories.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisory-directory-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const NOW = () => new Date("2026-01-01T00:00:00Z");

async function install(ecosystem: string, id: string, coverage: "full" | "starter" = "full") {
  const affected = [{ package: { ecosystem, name: "a" }, versions: ["1"] }];
  const json = { id, modified: "2024-01-01T00:00:00Z", affected };
  const options = { directory, coverage, source: "test", refreshedAt: NOW().toISOString() };
  const { files } = await compileAdvisories([{ origin: id, read: () => json }], options);
  return installAdvisoryFiles(directory, files);
}

async function idsOf(ecosystem: string): Promise<string[] | undefined> {
  const database = await openAdvisoryDirectory(directory).open(ecosystem);
  const ids = database?.lookup("a").map(({ id }) => id);
  database?.close();
  return ids;
}

describe("a folder of advisories", () => {
  test("has no database of what was never built", async () => {
    expect(await idsOf("npm")).toBeUndefined();
  });

  test("shows the newest build and removes the one before", async () => {
    await install("npm", "A");
    const source = openAdvisoryDirectory(directory);
    const before = await source.open("npm");
    await install("npm", "B");
    expect(await idsOf("npm")).toEqual(["B"]);
    // Who has the old one open goes on with it.
    expect(before?.lookup("a").map(({ id }) => id)).toEqual(["A"]);
    before?.close();
    expect(readdirSync(directory).filter((name) => name.endsWith(".sqlite"))).toHaveLength(1);
  });

  test("a full source takes the starter set's place, never the other way round", async () => {
    await install("npm", "S1", "starter");
    await install("npm", "F", "full");
    expect(await install("npm", "S2", "starter")).toEqual([]);
    expect(await idsOf("npm")).toEqual(["F"]);
    const database = await openAdvisoryDirectory(directory).open("npm");
    expect(database).toMatchObject({
      ecosystem: "npm",
      coverage: "full",
      asOf: "2024-01-01T00:00:00.000Z",
    });
    database?.close();
    expect(readdirSync(directory)).toHaveLength(2);
  });

  test("a release is answered with what names its distribution alone, which is no release itself", async () => {
    await install("Debian", "BASE");
    expect(await idsOf("Debian:12")).toBeUndefined();
    await install("Debian:12", "RELEASE");
    expect(await idsOf("Debian:12")).toEqual(["RELEASE", "BASE"]);
  });

  test.each([
    ["an index that is no JSON", "index.json", "{", "no index of advisory databases"],
    [
      "an index of another form",
      "index.json",
      '{"schemaVersion":9}',
      "no index of advisory databases",
    ],
    ["a database that is none", undefined, "x".repeat(5000), "can't be used"],
  ])("%s is said so", async (_name, file, content, message) => {
    const [installed] = await install("npm", "A");
    writeFileSync(join(directory, file ?? installed?.file ?? ""), content);
    await expect(idsOf("npm")).rejects.toThrow(message);
  });

  test("a database that vanished is none", async () => {
    const [installed] = await install("npm", "A");
    rmSync(join(directory, installed?.file ?? ""));
    expect(await idsOf("npm")).toBeUndefined();
  });
});

describe("ensureStarterAdvisories", () => {
  test("fills what is missing, once", async () => {
    await install("npm", "F", "full");
    const added = await ensureStarterAdvisories(directory, NOW);
    expect(added.map(({ ecosystem }) => ecosystem)).toEqual(
      expect.arrayContaining(["Debian:12", "PyPI", "Alpine:v3.20"]),
    );
    expect(await idsOf("npm")).toEqual(["F"]);
    expect(readAdvisoryIndex(directory).databases["PyPI"]).toMatchObject({ coverage: "starter" });
    const index = readFileSync(join(directory, "index.json"), "utf8");
    expect(await ensureStarterAdvisories(directory, NOW)).toEqual([]);
    expect(readFileSync(join(directory, "index.json"), "utf8")).toBe(index);
  });

  test("knows Log4Shell", async () => {
    await ensureStarterAdvisories(directory, NOW);
    const database = await openAdvisoryDirectory(directory).open("Maven");
    const found = database?.lookup("org.apache.logging.log4j:log4j-core") ?? [];
    database?.close();
    expect(found.map(({ aliases }) => aliases)).toEqual([["CVE-2021-44228"]]);
  });
});
