import { beforeAll, describe, expect, test } from "@jest/globals";
import type { CheckReport } from "../../core/contract/check-report.ts";
import type { CheckReportStore } from "../../core/integrations/check-port.ts";
import { freshName } from "../fixtures/foreign-aws.ts";

/** What every implementation of the store of check reports has to do. */
export function describeCheckReportStore(
  name: string,
  open: () => Promise<CheckReportStore>,
): void {
  let store: CheckReportStore;
  beforeAll(async () => {
    store = await open();
  });

  function buildReport(fields: Partial<CheckReport> = {}): CheckReport {
    return {
      integrationId: freshName("checked"),
      checkedAt: "2026-11-21T12:00:00.000Z",
      outcome: "warning",
      findings: [
        { code: "role", outcome: "ok", message: "The role lets us in.", remedy: null },
        {
          code: "template-version",
          outcome: "warning",
          message: "The stack is of version 1.",
          remedy: "Update it.",
        },
      ],
      ...fields,
    };
  }

  describe(name, () => {
    test("are known by their integration", async () => {
      const [report, other] = [buildReport(), buildReport({ outcome: "error" })];
      await store.put(report);
      await store.put(other);
      expect(await store.get(report.integrationId)).toEqual(report);
      expect(await store.get(other.integrationId)).toEqual(other);
      expect(await store.get("none")).toBeUndefined();
    });

    test("are forgotten, once or twice, and may come again", async () => {
      const [report, other] = [buildReport(), buildReport()];
      for (const one of [report, other]) await store.put(one);
      await store.forget(report.integrationId);
      await store.forget(report.integrationId);
      expect(await store.get(report.integrationId)).toBeUndefined();
      expect(await store.get(other.integrationId)).toEqual(other);
      await store.put(report);
      expect(await store.get(report.integrationId)).toEqual(report);
    });

    test("take the place of the one before", async () => {
      const report = buildReport();
      await store.put(report);
      const next = { ...report, checkedAt: "2026-11-22T12:00:00.000Z", findings: [] };
      await store.put(next);
      expect(await store.get(report.integrationId)).toEqual(next);
    });
  });
}
