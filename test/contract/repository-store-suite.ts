import { beforeAll, describe, expect, test } from "@jest/globals";
import type { RepositoryRecord, RepositoryStore } from "../../core/images/repository-store.ts";

/** What every implementation of the repository store has to do. */
export function describeRepositoryStore(name: string, open: () => Promise<RepositoryStore>): void {
  let store: RepositoryStore;
  beforeAll(async () => {
    store = await open();
  });

  async function ensured(organizationId: string, ...names: string[]): Promise<RepositoryRecord[]> {
    const records = names.map((repository) => ({
      organizationId,
      registry: "registry.example",
      repository,
      integrationId: "1",
      activated: false,
      firstSeenAt: "2026-11-21T12:00:00.000Z",
    }));
    for (const record of records) await store.ensure(record);
    return records;
  }

  describe(name, () => {
    test("are written once", async () => {
      const [record] = await ensured("once", "a");
      await store.ensure({ ...record, activated: true } as RepositoryRecord);
      const key = { organizationId: "once", registry: "registry.example" };
      expect(await store.get({ ...key, repository: "a" })).toEqual(record);
      expect(await store.get({ ...key, repository: "none" })).toBeUndefined();
      expect(await store.get({ ...key, organizationId: "x", repository: "a" })).toBeUndefined();
    });

    test("are listed by pages, of one organization", async () => {
      const records = await ensured("listed", "a", "b/c", "d");
      await ensured("listed-too", "a");
      const first = await store.list("listed", { limit: 2 });
      expect(first.items).toEqual(records.slice(0, 2));
      const cursor = first.nextCursor ?? "";
      const second = await store.list("listed", { limit: 2, cursor });
      expect(second).toEqual({ items: records.slice(2), nextCursor: null });
      expect(await store.list("none", { limit: 2 })).toEqual({ items: [], nextCursor: null });
    });

    test("are activated and deactivated, if they are known", async () => {
      const [one, other] = (await ensured("active", "a", "b")) as [
        RepositoryRecord,
        RepositoryRecord,
      ];
      expect(await store.update(one, { activated: true })).toBe(true);
      expect(await store.update(one, { activated: true })).toBe(true);
      expect(await store.get(one)).toEqual({ ...one, activated: true });
      expect(await store.get(other)).toEqual(other);
      expect(await store.update(one, { activated: false })).toBe(true);
      expect(await store.get(one)).toEqual(one);
      const unknown = { ...one, repository: "none" };
      expect(await store.update(unknown, { activated: true })).toBe(false);
      expect(await store.get(unknown)).toBeUndefined();
    });

    test("are written and changed with all that is known of them", async () => {
      const [old] = (await ensured("changed", "a")) as [RepositoryRecord];
      const whole: RepositoryRecord = {
        ...old,
        repository: "b",
        activatedAt: "2026-11-21T12:30:00.000Z",
        purgedAt: "2026-11-21T12:20:00.000Z",
        retention: { maxAgeDays: 90 },
      };
      await store.ensure(whole);
      expect(await store.get(whole)).toEqual(whole);
      const changes = {
        activated: true,
        activatedAt: "2026-11-21T13:00:00.000Z",
        purgedAt: "2026-11-21T14:00:00.000Z",
        retention: { maxAgeDays: 30, keepLatest: 5 },
      };
      for (const record of [old, whole]) {
        expect(await store.update(record, changes)).toBe(true);
        expect(await store.get(record)).toEqual({ ...record, ...changes });
        expect(await store.update(record, { retention: null })).toBe(true);
        const { retention: _, ...rest } = { ...record, ...changes };
        expect(await store.get(record)).toEqual(rest);
      }
      const unknown = { ...old, repository: "none" };
      expect(await store.update(unknown, { activated: true })).toBe(false);
      expect(await store.get(unknown)).toBeUndefined();
    });

    test("are removed, and may come back as new", async () => {
      const [one, other] = (await ensured("left", "a", "b")) as [
        RepositoryRecord,
        RepositoryRecord,
      ];
      await store.update(one, { activated: true });
      await store.remove(one);
      await store.remove(one);
      expect(await store.get(one)).toBeUndefined();
      expect(await store.update(one, { activated: true })).toBe(false);
      expect((await store.list("left", { limit: 10 })).items).toEqual([other]);
      await store.ensure(one);
      expect(await store.get(one)).toEqual(one);
    });
  });
}
