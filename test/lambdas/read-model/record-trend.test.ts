import { expect, test } from "@jest/globals";
import type { TrendEntry } from "../../../core/images/trend.ts";
import { recordTrend } from "../../../lambdas/read-model/record-trend.ts";

const vulnerabilities = { critical: 1, high: 0, medium: 0, low: 0, unspecified: 0 };
const publication = {
  organizationId: "acme",
  asOf: "2026-03-01T23:59:59.000Z",
  totals: { images: 3, repositories: 2, packages: 9, vulnerabilities },
};

test("writes a publication's numbers as those of its day", async () => {
  const written: [string, TrendEntry][] = [];
  const put = (organizationId: string, entry: TrendEntry) => {
    written.push([organizationId, entry]);
    return Promise.resolve();
  };
  await recordTrend({ put }, { warn: () => undefined })(publication);
  expect(written).toEqual([
    ["acme", { day: "2026-03-01", images: 3, vulnerabilities, asOf: publication.asOf }],
  ]);
});

test("a failure is logged and stops nothing", async () => {
  const warnings: string[] = [];
  const put = () => Promise.reject(new Error("throttled"));
  const log = { warn: (message: string) => warnings.push(message) };
  await recordTrend({ put }, log)(publication);
  expect(warnings).toEqual(["numbers of the day not written"]);
});
