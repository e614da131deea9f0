import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  NOTHING_PURGED,
  type RemovalReport,
  type RemovalReportStore,
} from "../../core/integrations/removal-port.ts";
import { freshName } from "../fixtures/foreign-aws.ts";

/** What every implementation of the store of removals' reports has to do. */
export function describeRemovalReportStore(
  name: string,
  open: () => Promise<RemovalReportStore>,
): void {
  let store: RemovalReportStore;
  beforeAll(async () => {
    store = await open();
  });

  function buildReport(): RemovalReport {
    const time = "2026-11-22T12:00:00.000Z";
    const times = { startedAt: time, updatedAt: time };
    return { integrationId: freshName("removed"), version: 0, ...times, ...NOTHING_PURGED };
  }

  describe(name, () => {
    test("are known by their integration, whole, each write with a version of its own", async () => {
      const report = { ...buildReport(), countedUpTo: "registry.example/a", images: 3 };
      expect(await store.put(report)).toBe(true);
      expect(await store.get(report.integrationId)).toEqual({ ...report, version: 1 });
      const { countedUpTo: _, ...rest } = report;
      const finished = { ...rest, version: 1, tags: 4, finishedAt: "2026-11-22T12:05:00.000Z" };
      expect(await store.put(finished)).toBe(true);
      expect(await store.get(report.integrationId)).toEqual({ ...finished, version: 2 });
      expect(await store.get("none")).toBeUndefined();
    });

    test.each([0, 2])("are not written over another's write: version %d", async (version) => {
      const report = buildReport();
      await store.put(report);
      expect(await store.put({ ...report, version, images: 9 })).toBe(false);
      expect(await store.get(report.integrationId)).toEqual({ ...report, version: 1 });
    });
  });
}
