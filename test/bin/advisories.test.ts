import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  openAdvisoryDirectory,
  readAdvisoryIndex,
} from "../../adapters/sqlite/advisory-directory.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/advisories.ts", import.meta.url));

let directory: string;
let output: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisories-"));
  output = join(directory, "databases");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function run(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, ...options, "--output", output],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

function write(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const RECORD = {
  id: "GHSA-1",
  modified: "2026-01-02T03:04:05Z",
  affected: [
    {
      package: { ecosystem: "npm", name: "a" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
    },
  ],
};

describe("npm run advisories", () => {
  test("builds from files, names what it left out, and prints a table", async () => {
    const { status, stdout, stderr } = run(write("records.json", [RECORD, { id: "X" }]));
    expect(stdout).toMatch(
      /^ecosystem +coverage +records +affected +newest +size +seconds\nnpm +full +1 +1 +2026-01-02 +\d\.\d MB +\d\.\d\n$/,
    );
    expect(stderr).toMatch(/^warning: .*records\.json\[1\] was left out: it is no OSV record/);
    expect(status).toBe(0);
    const database = await openAdvisoryDirectory(output).open("npm");
    expect(database?.lookup("a")).toHaveLength(1);
    database?.close();
  });

  test("builds the starter set, never over a full source", () => {
    run(write("record.json", RECORD));
    const { status, stdout } = run("--starter");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^npm +kept the full source/m);
    expect(stdout).toMatch(/^Debian:12 +starter/m);
    expect(readAdvisoryIndex(output).databases["npm"]?.coverage).toBe("full");
  });

  test("goes on after a source that can't be read, fails, and says what is kept", () => {
    const { status, stdout, stderr } = run(
      join(directory, "none.zip"),
      write("record.json", RECORD),
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^npm +full/m);
    expect(stderr).toContain("There is no file or folder");
    expect(stderr).toMatch(/Every other database in .* is as it was: npm \(2026-01-02\)\./);
  });

  test("without anything to do it teaches", () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain("npm run advisories -- --sync npm Debian:12");
  });
});
