import { beforeAll, describe, expect, test } from "@jest/globals";
import type { ActivityStore } from "../../core/integrations/activity-port.ts";
import { atOnce, freshName } from "../fixtures/foreign-aws.ts";

const MINUTE = 60_000;
const NOON = new Date("2026-11-21T12:00:00.000Z");

function after(milliseconds: number): Date {
  return new Date(NOON.getTime() + milliseconds);
}

/** What every implementation of the activity store has to do. */
export function describeActivityStore(name: string, open: () => Promise<ActivityStore>): void {
  let store: ActivityStore;
  beforeAll(async () => {
    store = await open();
  });

  describe(name, () => {
    test("of an integration that did nothing is nothing", async () => {
      expect(await store.get("none")).toEqual({ missedEvents: 0 });
      expect(await store.usage("none", 3)).toEqual([]);
    });

    test("is of one integration, by month, the newest first", async () => {
      const [id, other] = [freshName("busy"), freshName("other")];
      await store.eventCame(id, new Date("2026-08-31T23:59:59.999Z"));
      await store.eventCame(id, new Date("2026-10-01T00:00:00.000Z"));
      for (const bytes of [1, 2]) {
        await store.imagePulled(id, NOON, { pulled: bytes * 1e12, known: bytes });
      }
      await store.eventCame(other, NOON);
      const none = { events: 0, analyses: 0, bytesPulled: 0, bytesKnown: 0 };
      const months = [
        { ...none, month: "2026-11", analyses: 2, bytesPulled: 3e12, bytesKnown: 3 },
        { ...none, month: "2026-10", events: 1 },
        { ...none, month: "2026-08", events: 1 },
      ];
      expect(await store.usage(id, 12)).toEqual(months);
      expect(await store.usage(id, 2)).toEqual(months.slice(0, 2));
    });

    test("is forgotten whole, once or twice, and begins again at nothing", async () => {
      const [id, other] = [freshName("forgotten"), freshName("stays")];
      for (const one of [id, other]) {
        for (const month of ["2025-11", "2026-10", "2026-11"]) {
          await store.eventCame(one, new Date(`${month}-21T12:00:00.000Z`));
        }
        await store.reconciled(one, NOON, 1);
      }
      await store.forget(id);
      await store.forget(id);
      expect(await store.get(id)).toEqual({ missedEvents: 0 });
      expect(await store.usage(id, 13)).toEqual([]);
      expect(await store.usage(other, 13)).toHaveLength(3);
      expect(await store.get(other)).toMatchObject({ missedEvents: 1 });
      await store.reconciled(id, NOON, 0);
      expect(await store.get(id)).toMatchObject({ missedEvents: 0 });
    });

    test("counts every one of many events that come at once", async () => {
      const id = freshName("burst");
      await atOnce(
        Array.from({ length: 20 }, (_, number) => () => store.eventCame(id, after(number))),
      );
      expect(await store.usage(id, 1)).toMatchObject([{ events: 20 }]);
    });

    test.each([
      ["its last event", "lastEventAt", (id: string, at: Date) => store.eventCame(id, at)],
      [
        "its last pull",
        "lastPullAt",
        (id: string, at: Date) => store.imagePulled(id, at, { pulled: 0, known: 0 }),
      ],
    ] as const)("knows %s to within a minute", async (_name, time, happens) => {
      const id = freshName(time);
      for (const [at, known] of [
        [0, 0],
        [MINUTE - 1, 0],
        [-MINUTE, 0],
        [MINUTE, MINUTE],
        [3 * MINUTE, 3 * MINUTE],
        [2 * MINUTE, 3 * MINUTE],
      ] as const) {
        await happens(id, after(at));
        expect(await store.get(id)).toEqual({
          missedEvents: 0,
          [time]: after(known).toISOString(),
        });
      }
    });

    test("sums what no event told, and keeps it beside the times", async () => {
      const id = freshName("missed");
      await store.eventCame(id, NOON);
      await store.reconciled(id, after(1), 3);
      await store.reconciled(id, after(2), 0);
      await store.imagePulled(id, NOON, { pulled: 1, known: 0 });
      await store.reconciled(id, after(3), 4);
      expect(await store.get(id)).toEqual({
        lastEventAt: NOON.toISOString(),
        lastPullAt: NOON.toISOString(),
        lastReconciledAt: after(3).toISOString(),
        missedEvents: 7,
      });
    });
  });
}
