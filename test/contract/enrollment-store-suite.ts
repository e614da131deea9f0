import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Enrollment, EnrollmentStore } from "../../core/integrations/enrollment-port.ts";
import { atOnce } from "../fixtures/foreign-aws.ts";
import { buildEnrollment } from "../fixtures/memory-enrollments.ts";

/** What every implementation of the enrollment store has to do. */
export function describeEnrollmentStore(name: string, open: () => Promise<EnrollmentStore>): void {
  let store: EnrollmentStore;
  let made = 0;
  beforeAll(async () => {
    store = await open();
  });

  async function created(organizationId = "demo"): Promise<Enrollment> {
    made += 1;
    const enrollmentId = made.toString(16).padStart(16, "0");
    const enrollment = buildEnrollment({ enrollmentId, organizationId });
    await store.create(enrollment);
    return enrollment;
  }

  describe(name, () => {
    test("are found by their identifier, and listed by their organization", async () => {
      const mine = [await created("mine"), await created("mine")];
      const other = await created("other");
      expect(await store.get(other.enrollmentId)).toEqual(other);
      expect(await store.get("none")).toBeUndefined();
      expect(await store.list("mine")).toEqual(mine);
      expect(await store.list("other")).toEqual([other]);
      expect(await store.list("third")).toEqual([]);
    });

    test("are not created twice", async () => {
      const enrollment = await created();
      const stolen = { ...enrollment, organizationId: "thief" };
      await expect(store.create(stolen)).rejects.toMatchObject({ code: "enrollment-exists" });
      expect(await store.get(enrollment.enrollmentId)).toEqual(enrollment);
      expect(await store.list("thief")).toEqual([]);
    });

    test("are replaced whole, by whoever has read the latest version", async () => {
      const first = await created("changing");
      const next: Enrollment = {
        ...first,
        name: "Closed",
        formerTokens: ["a".repeat(64)],
        allowedAccounts: "*",
        activation: "selected",
        delivery: "poll",
        scope: ["team/*", "base"],
        waiting: [{ integrationId: "00000000000000a1", account: "333333333333" }],
        waitingSettledAt: "2026-11-21T10:00:00.000Z",
        closedAt: "2026-11-21T11:00:00.000Z",
      };
      expect(await store.replace(next)).toBe(true);
      expect(await store.get(first.enrollmentId)).toEqual({ ...next, version: 2 });
      expect(await store.replace({ ...first, name: "Late" })).toBe(false);
      expect(await store.list("changing")).toEqual([{ ...next, version: 2 }]);
    });

    test("are not brought into being by a change", async () => {
      const unknown = buildEnrollment({ enrollmentId: "ffffffffffffffff" });
      expect(await store.replace(unknown)).toBe(false);
      expect(await store.get(unknown.enrollmentId)).toBeUndefined();
    });

    test("are changed by one of many at a time", async () => {
      const enrollment = await created();
      const changes = Array.from(
        { length: 8 },
        (_, number) => () => store.replace({ ...enrollment, name: String(number) }),
      );
      expect((await atOnce(changes)).filter(Boolean)).toHaveLength(1);
      expect(await store.get(enrollment.enrollmentId)).toMatchObject({ version: 2 });
    });
  });
}
