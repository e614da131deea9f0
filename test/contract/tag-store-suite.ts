import { beforeAll, describe, expect, test } from "@jest/globals";
import type { TagStore } from "../../core/images/image-store.ts";

const REPOSITORY = { organizationId: "demo", registry: "registry.example", repository: "team/web" };

/** What every implementation of the tag store has to do. */
export function describeTagStore(name: string, open: () => Promise<TagStore>): void {
  let store: TagStore;
  beforeAll(async () => {
    store = await open();
  });

  async function where(tag: string): Promise<string | undefined> {
    return (await store.digestsOf(REPOSITORY, [tag])).get(tag);
  }

  describe(name, () => {
    test("leads a tag to a digest, if it leads where it was seen to", async () => {
      expect(await where("a")).toBeUndefined();
      expect(await store.point(REPOSITORY, "a", "sha256:1", undefined)).toBe(true);
      expect(await store.point(REPOSITORY, "a", "sha256:2", undefined)).toBe(false);
      expect(await where("a")).toBe("sha256:1");
      expect(await store.point(REPOSITORY, "a", "sha256:2", "sha256:1")).toBe(true);
      expect(await store.point(REPOSITORY, "a", "sha256:3", "sha256:1")).toBe(false);
      expect(await store.point(REPOSITORY, "none", "sha256:3", "sha256:1")).toBe(false);
      expect(await where("a")).toBe("sha256:2");
    });

    test("releases a tag from the digest that it leads to, and from no other", async () => {
      await store.point(REPOSITORY, "b", "sha256:1", undefined);
      await store.release(REPOSITORY, "b", "sha256:2");
      expect(await where("b")).toBe("sha256:1");
      await store.release(REPOSITORY, "b", "sha256:1");
      expect(await where("b")).toBeUndefined();
      await store.release(REPOSITORY, "b", "sha256:1");
    });

    test("finds hundreds of tags at once, and those of one repository only", async () => {
      const tags = Array.from({ length: 250 }, (_, number) => `v${number}`);
      for (const tag of tags) await store.point(REPOSITORY, tag, `sha256:${tag}`, undefined);
      const other = { ...REPOSITORY, repository: "team/api" };
      const found = await store.digestsOf(REPOSITORY, [...tags, "missing"]);
      expect([...found.entries()].sort()).toEqual(tags.map((tag) => [tag, `sha256:${tag}`]).sort());
      expect(await store.digestsOf(other, tags)).toEqual(new Map());
      expect(await store.digestsOf(REPOSITORY, [])).toEqual(new Map());
    });
  });
}
