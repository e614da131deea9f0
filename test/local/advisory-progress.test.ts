import { expect, test } from "@jest/globals";
import { createAdvisoryProgress } from "../../local/advisory-progress.ts";

function linesFor(...logged: readonly (readonly [string, object | string])[]): string[] {
  const lines: string[] = [];
  const onLine = createAdvisoryProgress({
    line: (text = "") => lines.push(text),
    style: (_style, text) => text,
  });
  for (const [name, entry] of logged) {
    onLine(name, typeof entry === "string" ? entry : JSON.stringify(entry));
  }
  return lines;
}

const progress = (bytes: number) =>
  [
    "advisory-sync",
    { message: "advisory-sync progress", ecosystem: "npm", bytes, totalBytes: 1000 },
  ] as const;

test("shows each tenth of a download once", () => {
  expect(linesFor(progress(10), progress(20), progress(150), progress(1000))).toEqual([
    "  Downloading OSV's advisories for npm: 0 %",
    "  Downloading OSV's advisories for npm: 10 %",
    "  Downloading OSV's advisories for npm: 100 %",
  ]);
});

test("says once that the source can't be reached, and that nothing is lost", () => {
  const line = ["advisory-sync", { message: "advisory source unreachable", ecosystem: "npm" }];
  const entry = line as unknown as readonly [string, object];
  expect(linesFor(entry, entry)).toEqual([
    "  OSV's advisories for npm can't be reached: what is here goes on being used.",
  ]);
});

test("says when a database is there", () => {
  const published = { message: "advisory-sync published", ecosystem: "Debian:12", records: 7 };
  expect(linesFor(["advisory-sync", { ...published, result: "published" }])).toEqual([
    "  Advisories for Debian:12: 7 records; matching again.",
  ]);
  expect(linesFor(["advisory-sync", { ...published, result: "unchanged" }])).toEqual([]);
});

test("passes over other functions and what is no log line", () => {
  expect(linesFor(["analyzer", progress(10)[1]], ["advisory-sync", "plain text"])).toEqual([]);
});
