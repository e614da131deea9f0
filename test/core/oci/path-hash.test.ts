import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodePathHashes, pathHash, PathHashList } from "../../../core/oci/path-hash.ts";

test("hashes are part of cached results and never change", () => {
  expect(["", "a", "usr/lib/os-release"].map(pathHash)).toEqual([
    3318548244106276, 7740800019657491, 8650095327337343,
  ]);
});

test("hashes of similar paths differ", () => {
  const hashes = new Set<number>();
  for (let index = 0; index < 100_000; index++) {
    hashes.add(pathHash(`usr/lib/node_modules/package-${index}/package.json`));
    hashes.add(pathHash(`${index % 317}/${index}`));
  }
  expect(hashes.size).toBe(200_000);
  expect([...hashes].every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
});

test("a set holds what was added and nothing else, also after it was stored", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (added, asked) => {
      const list = new PathHashList();
      for (const path of [...added, ...added]) list.add(pathHash(path));
      const set = list.toSet();
      const stored = decodePathHashes(set.encode());
      expect(set.size).toBe(new Set(added).size);
      for (const path of [...added, ...asked]) {
        expect(set.has(pathHash(path))).toBe(added.includes(path));
        expect(stored.has(pathHash(path))).toBe(added.includes(path));
      }
    }),
  );
});

test("a list grows over its pages", () => {
  const list = new PathHashList();
  for (let hash = 100_000; hash > 0; hash--) list.add(hash);
  expect(list.size).toBe(100_000);
  const set = list.toSet();
  expect([set.size, set.has(1), set.has(100_000), set.has(100_001)]).toEqual([
    100_000,
    true,
    true,
    false,
  ]);
});
