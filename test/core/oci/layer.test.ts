import { describe, expect, test } from "@jest/globals";
import type { FileDetector } from "../../../core/ecosystems/ecosystem.ts";
import { directory, file, opaque, symlink, whiteout } from "../../fixtures/image-builder-tar.ts";
import { lines } from "../../fixtures/image-builder-ecosystems.ts";
import { scanLayer, told, type ScanOptions } from "../../fixtures/image-builder-scan.ts";

const NOTHING = { files: [], warnings: [] };

test("asks the detectors and keeps what they tell", async () => {
  const result = await scanLayer([
    directory("app"),
    file("app/b.pkg", "left 1\nright 2"),
    file("app/a.pkg", "up 3"),
    file("app/none.pkg", ""),
    file("app/other", "not wanted"),
    file("bin/tool", "ELF tool 4", 0o755),
    file("bin/script", "#!/bin/sh", 0o755),
    file("etc/os-release", "debian"),
  ]);
  expect(told(result)).toEqual({
    files: [
      "app/a.pkg: up@3",
      "app/b.pkg: left@1, right@2",
      "bin/tool: tool@4",
      "etc/os-release: debian",
    ],
    warnings: [],
  });
  expect(result.entries).toBe(8);
  expect(result.unpackedBytes).toBe(8 * 512 + 6 * 512 + 1024);
});

test("several detectors may read one file", async () => {
  const result = await scanLayer([file("tool.pkg", "ELF x 1\ny 2", 0o755)]);
  expect(result.files.map(({ detector }) => detector)).toEqual(["executables", "lines"]);
});

test.each<[string, Parameters<typeof file>, ScanOptions, string]>([
  ["that a parser refuses", ["a.pkg", "!"], {}, "malformed-file a.pkg"],
  ["that a scanner refuses", ["a", "BAD 12345", 0o755], {}, "malformed-file a"],
  ["larger than its ecosystem reads", ["a.pkg", "x".repeat(100_001)], {}, "file-too-large a.pkg"],
  [
    "larger than anything that is held",
    ["a.pkg", "x 1234567"],
    { limits: { wholeFileBytes: 5 } },
    "file-too-large a.pkg",
  ],
])(
  "a file %s is a warning, and the rest is read",
  async (_, [path, content, mode], options, warning) => {
    const result = await scanLayer([file(path, content, mode), file("ok.pkg", "b 2")], options);
    expect(told(result)).toEqual({ files: ["ok.pkg: b@2"], warnings: [warning] });
  },
);

test("a package database of 2 GB is a warning, and not held in memory", async () => {
  const path = "db/status";
  const holes = { format: "1.0", size: 2 ** 31, segments: [] } as const;
  const result = await scanLayer([{ path, sparse: holes }, file("ok.pkg", "b 2")]);
  expect(told(result).files).toEqual(["ok.pkg: b@2"]);
  expect(told(result).warnings).toContain(`file-too-large ${path}`);
});

test("a detector whose scanner can't be opened, and one that warns", async () => {
  const failing: FileDetector = {
    id: "failing",
    wants: () => ({
      kind: "stream",
      open: () => {
        throw new Error("no");
      },
    }),
  };
  const warning: FileDetector = {
    id: "warning",
    wants: () => ({ kind: "whole", maxBytes: 9, parse: () => ({ warnings: ["half of it"] }) }),
  };
  const result = await scanLayer([file("a", "x")], { detectors: [failing, warning] });
  expect(result.warnings).toEqual([
    { code: "malformed-file", path: "a", message: "a could not be read (failing): no" },
    { code: "malformed-file", path: "a", message: "half of it" },
  ]);
});

describe("where a path comes several times, the last entry counts", () => {
  test.each([
    ["a file", file("d/x.pkg", "new 2"), ["d/x.pkg: new@2"]],
    ["a file that tells nothing", file("d/x.pkg"), []],
    ["a symbolic link", symlink("d/x.pkg", "y"), []],
    ["a folder", directory("d/x.pkg"), []],
    ["a file instead of its folder", file("d", "x"), []],
    ["a link instead of its folder", symlink("d", "e"), []],
    ["its folder again", directory("d"), ["d/x.pkg: old@1"]],
    ["a whiteout, which is for lower layers", whiteout("d/x.pkg"), ["d/x.pkg: old@1"]],
    ["an opaque folder, which is for lower layers", opaque("d"), ["d/x.pkg: old@1"]],
  ])("%s", async (_, entry, files) => {
    const before = [file("d/x.pkg", "old 1"), file("de/x.pkg", "other 1")];
    const result = await scanLayer([...before, entry]);
    expect(told(result).files).toEqual([...files, "de/x.pkg: other@1"].sort());
  });

  test("a folder that came back has what came after", async () => {
    const result = await scanLayer([
      file("d/old.pkg", "old 1"),
      file("d", "x"),
      directory("d"),
      file("d/new.pkg", "new 2"),
    ]);
    expect(told(result).files).toEqual(["d/new.pkg: new@2"]);
  });
});

test("files that the distribution owns are marked", async () => {
  const result = await scanLayer([
    file("lib/a.pkg", "a 1"),
    file("db/a.list", "lib\nlib/a.pkg\nlib/b.pkg"),
    file("lib/b.pkg", "b 1"),
    file("lib/c.pkg", "c 1"),
  ]);
  expect(told(result).files).toEqual([
    "lib/a.pkg: a@1 (owned)",
    "lib/b.pkg: b@1 (owned)",
    "lib/c.pkg: c@1",
  ]);
});

describe("beyond a limit there is a warning", () => {
  test("for packages", async () => {
    const entries = [file("a.pkg", "a 1"), file("b.pkg", "b 1\nc 1"), file("d.pkg", "d 1")];
    const result = await scanLayer(entries, { limits: { packages: 2 } });
    expect(told(result)).toEqual({ files: ["a.pkg: a@1"], warnings: ["too-many-packages"] });
  });

  test("for owned paths", async () => {
    const entries = [file("db/a.list", "x\ny\nz"), file("db/b.list", "x"), file("z.pkg", "z 1")];
    const result = await scanLayer(entries, { limits: { ownedPaths: 2 } });
    expect(told(result)).toEqual({ files: ["z.pkg: z@1"], warnings: ["too-many-owned-paths"] });
  });

  test("for warnings themselves", async () => {
    const entries = Array.from({ length: 10 }, (_, index) => file(`${index}.pkg`, "!"));
    const result = await scanLayer([...entries, file("../x")], { limits: { warnings: 3 } });
    expect(result.warnings).toHaveLength(4);
    expect(result.warnings.at(-1)?.code).toBe("more-warnings");
  });
});

test("equal layers give equal results, whatever the order of their files", async () => {
  const entries = [file("a.pkg", "a 1"), file("b.pkg", "b 1"), directory("c"), symlink("d", "a")];
  const result = await scanLayer(entries, { detectors: [lines] });
  const reversed = await scanLayer(entries.toReversed(), { detectors: [lines], chunkBytes: 11 });
  expect(reversed).toEqual(result);
  expect(told(await scanLayer([]))).toEqual(NOTHING);
});
