import { describe, expect, test } from "@jest/globals";
import { chmod, link, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { scanFolder } from "../../../adapters/files/scan-folder.ts";
import { walkFolder } from "../../../adapters/files/folder-walk.ts";
import type { FileDetector } from "../../../core/ecosystems/ecosystem.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

/** Finds files named `package`: each line is a package's name. */
const detector: FileDetector = {
  id: "lines",
  wants: ({ path }) =>
    path.endsWith("package")
      ? {
          kind: "whole",
          maxBytes: 1_000_000,
          parse: (bytes) => ({
            packages: String(bytes)
              .split("\n")
              .map((name) => ({ name, version: "1" })),
          }),
        }
      : undefined,
};

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder(), path)), { recursive: true });
  await writeFile(join(folder(), path), content);
}

async function scan(limits = DEFAULT_LIMITS, signal?: AbortSignal) {
  const reading = { detectors: [detector], limits, ...(signal === undefined ? {} : { signal }) };
  return scanFolder(folder(), reading);
}

async function paths(): Promise<string[]> {
  const found: string[] = [];
  for await (const { entry } of walkFolder(folder())) found.push(`${entry.kind} ${entry.path}`);
  return found;
}

describe("a folder", () => {
  test("tells what its files tell", async () => {
    await write("opt/b/package", "b");
    await write("opt/a/package", "a1\na2");
    await write("opt/a/other", "x".repeat(10));
    const result = await scan();
    expect(result.files.map(({ path, packages }) => [path, packages.length])).toEqual([
      ["opt/a/package", 2],
      ["opt/b/package", 1],
    ]);
    expect(result.unpackedBytes).toBe(16);
    expect(result.warnings).toEqual([]);
  });

  test("is walked in order, links not followed", async () => {
    await write("b/x", "");
    await write("a/y", "");
    await write("c", "");
    await symlink("..", join(folder(), "a", "up"));
    await symlink("/etc/passwd", join(folder(), "outside"));
    await link(join(folder(), "c"), join(folder(), "d"));
    expect(await paths()).toEqual([
      "directory a",
      "directory b",
      "file c",
      "file d",
      "symlink outside",
      "symlink a/up",
      "file a/y",
      "file b/x",
    ]);
  });

  test("larger than a chunk is read whole", async () => {
    await write("package", `${"x".repeat(700_000)}\nlast`);
    const [found] = (await scan()).files;
    expect(found?.packages.map(({ name }) => name.length)).toEqual([700_000, 4]);
  });

  test("that is no folder is refused", async () => {
    await write("file", "");
    for (const name of ["file", "absent"]) {
      const reading = { detectors: [], limits: DEFAULT_LIMITS };
      await expect(scanFolder(join(folder(), name), reading)).rejects.toMatchObject({
        code: "unreadable",
      });
    }
  });

  test("with too many entries is refused", async () => {
    await Promise.all([1, 2, 3, 4].map((number) => write(`f${number}`, "")));
    await expect(scan({ ...DEFAULT_LIMITS, entries: 3 })).rejects.toMatchObject({
      code: "too-many-entries",
    });
  });

  test("is left when the caller aborts", async () => {
    await write("package", "a");
    await expect(scan(DEFAULT_LIMITS, AbortSignal.abort(new Error("enough")))).rejects.toThrow(
      "enough",
    );
  });

  test("leaves out what the kernel makes", async () => {
    const found: string[] = [];
    for await (const { entry } of walkFolder("/", undefined)) {
      if (entry.path.includes("/")) break;
      found.push(entry.path);
    }
    expect(found).not.toContain("proc");
    expect(found).not.toContain("sys");
  });

  // The superuser may read everything: for it there is nothing to see here.
  test("with unreadable files is read without them", async () => {
    await write("a/package", "a");
    await write("b/package", "b");
    await chmod(join(folder(), "a", "package"), 0);
    const result = await scan();
    const isRoot = process.getuid?.() === 0;
    expect(result.files.map(({ path }) => path)).toEqual(
      isRoot ? ["a/package", "b/package"] : ["b/package"],
    );
    expect(result.warnings.map(({ code }) => code)).toEqual(isRoot ? [] : ["unreadable-file"]);
  });
});
