import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { requireStateVersion, StateVersionError } from "../../local/state-version.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "state-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("a new directory is of this version from then on", () => {
  requireStateVersion(directory);
  mkdirSync(path.join(directory, "aws"));
  expect(() => {
    requireStateVersion(directory);
  }).not.toThrow();
});

test("state that has no version is refused, and what to do is said", () => {
  mkdirSync(path.join(directory, "aws"));
  expect(() => {
    requireStateVersion(directory);
  }).toThrow(StateVersionError);
});

test("state of another version is refused", () => {
  writeFileSync(path.join(directory, "state-version"), "1\n");
  expect(() => {
    requireStateVersion(directory);
  }).toThrow("--fresh");
});
