import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { zipSync } from "fflate";
import { readAdvisorySource } from "../../../adapters/files/advisory-sources.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisory-sources-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Identifiers of what could be read, messages of what could not. */
async function read(path: string): Promise<string[]> {
  const results: string[] = [];
  for await (const record of readAdvisorySource(path)) {
    try {
      results.push((record.read() as { id: string }).id);
    } catch (error) {
      results.push(`${record.origin.slice(directory.length + 1)}: ${String(error)}`);
    }
  }
  return results;
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function zip(records: Record<string, unknown>, options: { level?: 0 | 6 } = {}): Uint8Array {
  const files = Object.entries(records).map(([name, json]) => [
    name,
    Buffer.from(typeof json === "string" ? json : JSON.stringify(json)),
  ]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level: 6, ...options });
}

describe("readAdvisorySource", () => {
  test("reads a record, and an array of records", async () => {
    expect(await read(write("one.json", '{"id":"A"}'))).toEqual(["A"]);
    expect(await read(write("many.json", '[{"id":"A"},{"id":"B"}]'))).toEqual(["A", "B"]);
  });

  test("a file that is no JSON is a record that can't be read", async () => {
    expect(await read(write("bad.json", "{"))).toEqual([
      expect.stringMatching(/^bad\.json: SyntaxError/),
    ]);
  });

  test("reads a folder with folders and archives in it, and nothing else", async () => {
    mkdirSync(join(directory, "sub"));
    write("b.json", '{"id":"B"}');
    write("readme.md", "{}");
    write("sub/c.json", '{"id":"C"}');
    write("a.zip", zip({ "z.json": { id: "Z" } }));
    expect(await read(directory)).toEqual(["Z", "B", "C"]);
  });

  test("says what to give when there is nothing", async () => {
    await expect(read(join(directory, "none"))).rejects.toThrow(
      /There is no file or folder .*none\. Give OSV records/,
    );
  });
});

describe("zip archives", () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `${index}.json`,
      { id: `R${index}`, details: `${index} text `.repeat(900 + index) },
    ]),
  );

  test.each([0, 6] as const)(
    "hundreds of entries, level %d, larger than the window",
    async (level) => {
      const ids = await read(write("all.zip", zip(many, { level })));
      expect(ids).toEqual(Object.values(many).map(({ id }) => id));
    },
  );

  test("other files in it are skipped", async () => {
    expect(await read(write("all.zip", zip({ "a.txt": "no", "a.json": { id: "A" } })))).toEqual([
      "A",
    ]);
  });

  test("a damaged entry is a record that can't be read, the next one is fine", async () => {
    const archive = zip({ "a.json": { id: "AAAAAAAA" }, "b.json": { id: "B" } }, { level: 0 });
    const at = Buffer.from(archive).indexOf("AAAAAAAA");
    archive[at] = 0x42;
    expect(await read(write("all.zip", archive))).toEqual([
      "all.zip/a.json: Error: its checksum is wrong",
      "B",
    ]);
  });

  test("an entry that unpacks to more than it says is stopped", async () => {
    const archive = Buffer.from(zip({ "a.json": "x".repeat(100_000) }));
    const directoryEntry = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt32LE(10, directoryEntry + 24);
    expect(await read(write("all.zip", archive))).toEqual([
      expect.stringMatching(/^all\.zip\/a\.json: (?:Range)?Error/),
    ]);
  });

  test("an entry of a size beyond reason is not read", async () => {
    const archive = Buffer.from(zip({ "a.json": { id: "A" } }));
    archive.writeUInt32LE(0x7fffffff, archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await read(write("all.zip", archive))).toEqual([
      expect.stringContaining("larger than 64 MB"),
    ]);
  });

  test.each([
    [
      "no archive at all",
      (path: string) => {
        writeFileSync(path, "hello");
      },
    ],
    [
      "an empty file",
      (path: string) => {
        writeFileSync(path, "");
      },
    ],
    [
      "a download that broke off",
      (path: string) => {
        truncateSync(path, 100);
      },
    ],
  ])("%s is said so", async (_name, spoil) => {
    const path = write("all.zip", zip({ "a.json": { id: "A" }, "b.json": { id: "B" } }));
    spoil(path);
    await expect(read(path)).rejects.toThrow(
      /all\.zip can't be read as a zip archive: .* Download it again/,
    );
  });
});
