import { existsSync, readFileSync } from "node:fs";
import { test } from "@jest/globals";

/** The conformance vectors beside the project; tests that need them are skipped without them. */
const FOLDER = new URL("../../../../shared/conformance/", import.meta.url);
export const testWithVectors = existsSync(FOLDER) ? test : test.skip;

/** A line `a < b`, `a = b` or `a > b` of a file of version vectors. */
export interface VersionLine {
  readonly text: string;
  readonly left: string;
  readonly sign: "<" | "=" | ">";
  readonly right: string;
}

/** @param file For example `versions/debian.txt`. */
export function readVersionLines(file: string): VersionLine[] {
  return readVectors(file)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const match = /^(\S+) ([<=>]) (\S+)$/.exec(line.trim());
      if (match === null) throw new Error(`${file}: "${line}" is no vector.`);
      const [text, left = "", sign = "", right = ""] = match;
      return { text, left, sign: sign as VersionLine["sign"], right };
    });
}

/** A file of the vectors, as text. */
export function readVectors(file: string): string {
  return readFileSync(new URL(file, FOLDER), "utf8");
}

/** The sign of a comparison's result; `?` for undefined. */
export function signOf(result: number | undefined): "<" | "=" | ">" | "?" {
  if (result === undefined) return "?";
  if (result === 0) return "=";
  return result < 0 ? "<" : ">";
}
