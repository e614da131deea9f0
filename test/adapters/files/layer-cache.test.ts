import { expect, test } from "@jest/globals";
import { readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFileLayerCache } from "../../../adapters/files/layer-cache.ts";
import { LayerScan } from "../../../core/oci/layer.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const key = { digest: `sha256:${"a".repeat(64)}`, mediaType: "a/../b", analyzerVersion: "1" };
const result = new LayerScan([], DEFAULT_LIMITS).finish(7);

async function files(): Promise<string[]> {
  const entries = await readdir(folder(), { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

test("what was put is got, by a new cache too", async () => {
  const cache = createFileLayerCache(join(folder(), "made", "when", "needed"));
  expect(await cache.get(key)).toBeUndefined();
  await cache.put(key, result);
  expect(await cache.get(key)).toEqual(result);
  expect(await createFileLayerCache(join(folder(), "made/when/needed")).get(key)).toEqual(result);
  const [path = "", ...others] = await files();
  expect(others).toEqual([]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each([
  ["digest", { ...key, digest: `sha256:${"b".repeat(64)}` }],
  ["media type", { ...key, mediaType: "a/b" }],
  ["analyzer version", { ...key, analyzerVersion: "2" }],
])("another %s is another entry", async (_name, other) => {
  const cache = createFileLayerCache(folder());
  await cache.put(key, result);
  expect(await cache.get(other)).toBeUndefined();
});

test.each<[string, (path: string) => Promise<void>]>([
  ["cut off", async (path) => truncate(path, (await readFile(path)).length - 3)],
  ["empty", (path) => writeFile(path, "")],
  ["something else", (path) => writeFile(path, "something else")],
])("an entry that is %s is a miss, and can be put again", async (_name, spoil) => {
  const cache = createFileLayerCache(folder());
  await cache.put(key, result);
  const [path = ""] = await files();
  await spoil(path);
  expect(await cache.get(key)).toBeUndefined();
  expect(await files()).toEqual([]);
  await cache.put(key, result);
  expect(await cache.get(key)).toEqual(result);
});

test("writers side by side leave one whole entry", async () => {
  const cache = createFileLayerCache(folder());
  await Promise.all(Array.from({ length: 8 }, () => cache.put(key, result)));
  expect(await files()).toHaveLength(1);
  expect(await cache.get(key)).toEqual(result);
});

test("a failed write is told and leaves nothing", async () => {
  await writeFile(join(folder(), "layers"), "a file where the folder should be");
  await expect(createFileLayerCache(folder()).put(key, result)).rejects.toThrow();
  expect(await files()).toHaveLength(1);
});
