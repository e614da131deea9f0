import { describe, expect, test } from "@jest/globals";
import { ArchiveContents } from "../../../../core/ecosystems/maven/archive-contents.ts";
import { ARCHIVE_LIMITS, ArchiveBudget } from "../../../../core/ecosystems/maven/archive-limits.ts";
import { ZipStream } from "../../../../core/ecosystems/maven/zip-stream.ts";
import { pomEntry, zipOf } from "./zip-fixture.ts";

const PADDING = "x".repeat(1000);
const LIB = zipOf([{ name: "x", data: PADDING, stored: true }, pomEntry("g", "a", "1")]);
/** Ten times the same archive of some 1,400 bytes and two entries. */
const MANY = zipOf(Array.from({ length: 10 }, (_, i) => ({ name: `${i}.jar`, data: LIB })));

const WAYS: [string, (contents: ArchiveContents) => void][] = [
  [
    "whole",
    (contents) => {
      contents.readWhole(MANY);
    },
  ],
  [
    "as it comes by",
    (contents) => {
      new ZipStream(contents).push(MANY);
    },
  ],
];

describe.each(WAYS)("an archive that is read %s", (_, read) => {
  function readWith(limits: {
    unpackedBytes?: number;
    entries?: number;
  }): [number, readonly string[]] {
    const budget = new ArchiveBudget({ ...ARCHIVE_LIMITS, ...limits });
    const contents = new ArchiveContents("a.jar", budget);
    read(contents);
    return [contents.packages().length, budget.warnings];
  }

  test("stays within its limits", () => {
    expect(readWith({})).toEqual([10, []]);
  });

  test("stops where its entries together unpack to too much", () => {
    const [count, warnings] = readWith({ unpackedBytes: 5000 });
    expect(count).toBe(3);
    expect(warnings).toHaveLength(7);
    expect(warnings[0]).toContain("bytes that are left for it");
  });

  test("stops where it has too many entries, those of nested archives included, and says so once", () => {
    const [count, warnings] = readWith({ entries: 12 });
    expect(count).toBe(4);
    expect(warnings).toContain("It has too many entries; the rest was not read.");
  });
});

test("warnings are bounded", () => {
  const budget = new ArchiveBudget(ARCHIVE_LIMITS);
  for (let i = 0; i < 100; i += 1) budget.warn("again");
  expect(budget.warnings).toHaveLength(ARCHIVE_LIMITS.warnings);
});
