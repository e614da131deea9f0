import { describe, expect, test } from "@jest/globals";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { TarWalker } from "../../../core/oci/tar.ts";
import {
  directory,
  file,
  tarEntry,
  tarHeader,
  tarLayer,
  withChecksum,
  type TarEntry,
} from "../../fixtures/image-builder-tar.ts";
import { walk } from "../../fixtures/image-builder-walk.ts";

const ZERO_BLOCK = Buffer.alloc(512);

function patched(change: (header: Buffer) => void, keepChecksum = false): Buffer {
  const header = tarHeader(file("a"), "0", 0);
  change(header);
  return Buffer.concat([keepChecksum ? header : withChecksum(header), tarLayer([])]);
}

function sparse(format: "old-gnu" | "1.0", offset: number, size: number): Buffer {
  const segments = [{ offset, data: Buffer.from("abc") }];
  return tarLayer([{ path: "s", sparse: { format, size, segments } }]);
}

function rawPax(body: string): Buffer {
  return Buffer.concat([
    tarHeader({ path: "x" }, "x", body.length),
    Buffer.from(body.padEnd(512, "\0")),
    tarLayer([file("a")]),
  ]);
}

describe("a corrupt archive is refused", () => {
  test.each<[string, string, Buffer]>([
    ["a wrong checksum", "corrupt-tar", patched((header) => header.write("z", 0), true)],
    ["a size that is not octal", "corrupt-tar", patched((header) => header.write("9x", 124))],
    ["a negative size", "corrupt-tar", patched((header) => header.fill(0xff, 124, 136))],
    ["a size beyond 2^53", "corrupt-tar", patched((header) => header.fill(0xbf, 124, 136))],
    ["text instead of a header", "corrupt-tar", Buffer.alloc(1024, "no tar at all. ")],
    [
      "a block of zeros between entries",
      "corrupt-tar",
      Buffer.concat([ZERO_BLOCK, ...tarEntry(file("a"))]),
    ],
    ["a PAX record without length", "corrupt-tar", rawPax("path=a\n")],
    ["a PAX record that is too long", "corrupt-tar", rawPax("99 path=a\n")],
    ["a PAX record without =", "corrupt-tar", rawPax("9 path:a\n")],
    ["a PAX size of letters", "corrupt-tar", rawPax("10 size=a\n")],
    ["a sparse map beyond the file's end", "corrupt-tar", sparse("1.0", 10, 5)],
    ["an old sparse map beyond the file's end", "corrupt-tar", sparse("old-gnu", 10, 5)],
    ["the end within a header", "truncated-tar", tarHeader(file("a"), "0", 0).subarray(0, 300)],
    [
      "the end within a body",
      "truncated-tar",
      tarLayer([file("a", "x".repeat(600))]).subarray(0, 900),
    ],
    [
      "the end after an extended header",
      "truncated-tar",
      tarEntry({ ...file("a"), pax: { path: "b" } })[0] ?? ZERO_BLOCK,
    ],
  ])("%s", (_, code, archive) => {
    for (const chunkBytes of [archive.length, 1, 100]) {
      expect(() => walk(archive, { chunkBytes })).toThrow(expect.objectContaining({ code }));
    }
  });

  test("an extended header beyond its limit", () => {
    const huge = tarHeader({ path: "x" }, "x", DEFAULT_LIMITS.headerBytes + 1);
    expect(() => walk(huge)).toThrow(expect.objectContaining({ code: "corrupt-tar" }));
  });

  test("a sparse map without end", () => {
    const segments = Array.from({ length: 500 }, (_, index) => ({
      offset: index * 1000,
      data: Buffer.from("x"),
    }));
    for (const format of ["old-gnu", "1.0"] as const) {
      const archive = tarLayer([{ path: "s", sparse: { format, size: 1e6, segments } }]);
      expect(() => walk(archive, { limits: { headerBytes: 1000 }, chunkBytes: 512 })).toThrow(
        expect.objectContaining({ code: "corrupt-tar" }),
      );
    }
  });
});

test.each<[string, Buffer]>([
  ["nothing at all", Buffer.alloc(0)],
  ["no block of zeros at its end", Buffer.concat(tarEntry(file("a", "hello")))],
  ["one block of zeros at its end", Buffer.concat([...tarEntry(file("a")), ZERO_BLOCK])],
  ["no padding at its end", Buffer.concat(tarEntry(file("a", "hello"))).subarray(0, 517)],
  [
    "anything after two blocks of zeros",
    Buffer.concat([tarLayer([file("a")]), Buffer.from("???")]),
  ],
])("an archive with %s is accepted", (_, archive) => {
  expect(() => walk(archive)).not.toThrow();
  expect(() => walk(archive, { chunkBytes: 3 })).not.toThrow();
});

test.each<[string, TarEntry, string]>([
  ["leads out of the image", file("a/../../etc/passwd", "x"), "path-traversal"],
  ["begins with ..", file("../x", "x"), "path-traversal"],
  ["is only ..", directory(".."), "path-traversal"],
  ["is too long", file("x/".repeat(2100), "x"), "path-too-long"],
  ["is too deep", file(`${"d/".repeat(300)}x`, "x"), "path-too-long"],
])("an entry whose path %s is ignored with a warning", (_, entry, code) => {
  const { entries, warnings } = walk(tarLayer([entry, file("after", "it")]));
  expect(entries).toEqual([expect.objectContaining({ path: "after", content: Buffer.from("it") })]);
  expect(warnings).toEqual([expect.objectContaining({ code })]);
});

test("more entries than the limit end the walk, extended headers counted", () => {
  const entries = [file("a"), { ...file("b"), pax: { path: "c" } }, file("d")];
  expect(() => walk(tarLayer(entries), { limits: { entries: 4 } })).not.toThrow();
  expect(() => walk(tarLayer(entries), { limits: { entries: 3 } })).toThrow(
    expect.objectContaining({ code: "too-many-entries" }),
  );
});

test("a sparse file that is huge only by its holes is not read", () => {
  const path = "s";
  const archive = tarLayer([{ path, sparse: { format: "1.0", size: 2 ** 40, segments: [] } }]);
  const { entries, warnings } = walk(archive);
  expect(entries).toEqual([]);
  expect(warnings).toEqual([{ code: "file-too-large", path }]);
});

test("a caller with random access leaves out what nobody wants", () => {
  const archive = tarLayer([file("a", "x".repeat(5000)), file("want", "this"), file("b", "y")]);
  const seen: string[] = [];
  let content = "";
  const walker = new TarWalker(
    {
      entry({ path }) {
        seen.push(path);
        const write = (chunk: Buffer): void => void (content += chunk.toString());
        return path === "want" ? { write, end: () => undefined } : undefined;
      },
      warn: () => undefined,
    },
    DEFAULT_LIMITS,
  );
  let read = 0;
  for (let at = 0; at < archive.length; at += 512 + walker.skipAhead()) {
    walker.push(archive.subarray(at, at + 512));
    read++;
  }
  walker.end();
  expect(seen).toEqual(["a", "want", "b"]);
  expect(content).toBe("this");
  expect(read).toBeLessThan(8);
});
