import { describe, expect, test } from "@jest/globals";
import {
  directory,
  file,
  hardlink,
  symlink,
  tarHeader,
  tarLayer,
  type TarEntry,
} from "../../fixtures/image-builder-tar.ts";
import { walk } from "../../fixtures/image-builder-walk.ts";

const LONG = `${"folder/".repeat(30)}${"n".repeat(120)}`;
const PIECES = Array.from({ length: 30 }, (_, index) => ({
  offset: index * 4096,
  data: Buffer.alloc(512 + index, 65 + index),
}));
const SPARSE = { size: 150_000, segments: PIECES };
const EXPANDED = Buffer.alloc(SPARSE.size);
for (const { offset, data } of PIECES) data.copy(EXPANDED, offset);

const FORMATS: readonly [string, TarEntry, string, Buffer | string][] = [
  ["an ordinary file", file("a/b", "hello"), "a/b", "hello"],
  ["an empty file", file("a/b"), "a/b", ""],
  ["a file of exactly one block", file("a", "x".repeat(512)), "a", "x".repeat(512)],
  ["a file of many blocks", file("a", "xyz".repeat(5000)), "a", "xyz".repeat(5000)],
  ["a name in UTF-8", file("größe/日本", "1"), "größe/日本", "1"],
  ["a long name of PAX", file(LONG, "1"), LONG, "1"],
  ["a long name of GNU tar", { ...file(LONG, "1"), nameFormat: "gnu" }, LONG, "1"],
  [
    "the prefix of ustar",
    { ...file(`${"p/".repeat(60)}${"n".repeat(90)}`, "1"), nameFormat: "ustar" },
    `${"p/".repeat(60)}${"n".repeat(90)}`,
    "1",
  ],
  ["a size in base-256", { ...file("a", "12345"), sizeFormat: "base-256" }, "a", "12345"],
  ["a size of PAX", { ...file("a", "12345"), sizeFormat: "pax" }, "a", "12345"],
  ["PAX records of no interest", { ...file("a", "1"), pax: { mtime: "1.5" } }, "a", "1"],
  ["an empty PAX path", { ...file("a", "1"), pax: { path: "" } }, "a", "1"],
  ["a type flag of old tars", { ...file("a", "1"), type: "\0" }, "a", "1"],
  ["a contiguous file", { ...file("a", "1"), type: "7" }, "a", "1"],
  ["old GNU sparse", { path: "s", sparse: { format: "old-gnu", ...SPARSE } }, "s", EXPANDED],
  ["PAX sparse 0.0", { path: "s", sparse: { format: "0.0", ...SPARSE } }, "s", EXPANDED],
  ["PAX sparse 0.1", { path: "s", sparse: { format: "0.1", ...SPARSE } }, "s", EXPANDED],
  ["PAX sparse 1.0", { path: "s", sparse: { format: "1.0", ...SPARSE } }, "s", EXPANDED],
  [
    "a sparse file with nothing but a hole",
    { path: "s", sparse: { format: "1.0", size: 5, segments: [] } },
    "s",
    Buffer.alloc(5),
  ],
  ["a path with dots and slashes", file("./a//b/./c/../d", "1"), "a/b/d", "1"],
  ["an absolute path", file("/a", "1"), "a", "1"],
];

describe.each([1, 7, 512, 10_240, 1 << 20])("in chunks of %d bytes", (chunkBytes) => {
  test.each(FORMATS)("reads %s", (_, entry, path, content) => {
    const { entries, warnings } = walk(tarLayer([entry, file("after", "it")]), { chunkBytes });
    const size = Buffer.byteLength(content);
    expect(warnings).toEqual([]);
    expect(entries).toEqual([
      expect.objectContaining({ path, kind: "file", size, content: Buffer.from(content) }),
      expect.objectContaining({ path: "after", content: Buffer.from("it") }),
    ]);
  });
});

test.each<[TarEntry, object]>([
  [directory("a"), { path: "a", kind: "directory", mode: 0o755 }],
  [directory("."), { path: "", kind: "directory" }],
  [
    { path: "a/", content: "" },
    { path: "a", kind: "directory" },
  ],
  [symlink("a", "../b"), { path: "a", kind: "symlink", linkTarget: "../b" }],
  [hardlink("a", "./b"), { path: "a", kind: "hardlink", linkTarget: "./b", size: 0 }],
  [hardlink("a", LONG), { path: "a", kind: "hardlink", linkTarget: LONG }],
  [
    { ...symlink("a", LONG), nameFormat: "gnu" },
    { kind: "symlink", linkTarget: LONG },
  ],
  [
    { path: "a", type: "6" },
    { path: "a", kind: "other" },
  ],
  [file("a", "", 0o4755), { path: "a", mode: 0o4755 }],
])("tells what %o is", (entry, expected) => {
  expect(walk(tarLayer([entry])).entries).toEqual([expect.objectContaining(expected)]);
});

test("tells where bodies lie, so that an archive can be indexed", () => {
  const archive = tarLayer([file("a", "x".repeat(700)), file(LONG, "target"), file("b", "y")]);
  for (const { bodyOffset, storedSize, content } of walk(archive).entries) {
    expect(archive.subarray(bodyOffset, bodyOffset + storedSize)).toEqual(content);
  }
});

test("a link with a size has no body, as in Go's reader", () => {
  const link = tarHeader(hardlink("a", "b"), "1", 5000);
  const { entries } = walk(Buffer.concat([link, tarLayer([file("next")])]));
  expect(entries.map(({ path }) => path)).toEqual(["a", "next"]);
});

test("a header with other magic has no prefix", () => {
  const entry: TarEntry = { ...file("a"), nameFormat: "gnu" };
  const archive = Buffer.concat([
    tarHeader(entry, "0", 0, (header) => header.write("not a prefix", 345)),
    tarLayer([]),
  ]);
  expect(walk(archive).entries).toEqual([expect.objectContaining({ path: "a" })]);
});

test("ignores global PAX headers, as container runtimes do, and says so where they matter", () => {
  const harmless: TarEntry = { path: "", type: "g", pax: { comment: "0123abcd" } };
  expect(walk(tarLayer([harmless, file("a")])).warnings).toEqual([]);
  const renaming: TarEntry = { path: "", type: "g", pax: { path: "other" } };
  const { entries, warnings } = walk(tarLayer([renaming, file("a")]));
  expect(entries).toEqual([expect.objectContaining({ path: "a" })]);
  expect(warnings).toEqual([expect.objectContaining({ code: "global-pax-header" })]);
});
