import { expect, test } from "@jest/globals";
import type { IntegrationUsage } from "../../../core/integrations/activity-port.ts";
import { measuredMonth } from "../../../core/integrations/measured-month.ts";
import { CONNECTION } from "../../fixtures/memory-integrations.ts";

const GIGABYTE = 1e9;

function month(name: string, gigabytes: number): IntegrationUsage {
  const bytes = { bytesPulled: gigabytes * GIGABYTE, bytesKnown: GIGABYTE };
  return { month: name, events: 1000, analyses: 900, ...bytes };
}

const here = { integration: { connection: CONNECTION } };
const elsewhere = { integration: { connection: { ...CONNECTION, region: "eu-west-1" } } };

test.each(["2027-01-01T00:00:00.000Z", "2027-01-31T23:59:59.999Z"])(
  "the month before %s is December, of all integrations together",
  (now) => {
    const counted = [
      { ...here, usage: [month("2027-01", 7), month("2026-12", 10)] },
      { ...elsewhere, usage: [month("2026-12", 100)] },
      { ...elsewhere, usage: [month("2026-11", 1)] },
    ];
    expect(measuredMonth(counted, new Date(now), "us-east-1")).toEqual({
      month: "2026-12",
      integrations: 2,
      events: 2000,
      analyses: 1800,
      bytesPulled: 110 * GIGABYTE,
      bytesKnown: 2 * GIGABYTE,
      cost: { secret: 0.8, events: 0.0004, egress: 2, total: 2.8004 },
    });
  },
);

test("the first month is not compared", () => {
  const counted = [{ ...here, usage: [month("2026-11", 1)] }];
  expect(measuredMonth(counted, new Date("2026-11-30T00:00:00.000Z"), "us-east-1")).toBeNull();
});
