import type { MeasuredMonth } from "../contract/api-estimate.ts";
import type { IntegrationUsage } from "./activity-port.ts";
import type { Integration } from "./port.ts";
import { monthOfUsage } from "./usage-cost.ts";

/** An integration with what was counted of it. */
export interface CountedIntegration {
  readonly integration: Pick<Integration, "connection">;
  readonly usage: readonly IntegrationUsage[];
}

/** Months to look up of each integration: the one that is not over, and the one before. */
export const MEASURED_MONTHS = 2;

/**
 * What the integrations of an organization used together in the month before this one: what an
 * estimate is compared with. A month that is not over says too little.
 *
 * @param homeRegion Where images are pulled to.
 * @returns Null: nothing was counted in that month.
 */
export function measuredMonth(
  counted: readonly CountedIntegration[],
  now: Date,
  homeRegion: string,
): MeasuredMonth | null {
  const month = monthBefore(now);
  const sum: MeasuredMonth = {
    month,
    integrations: 0,
    events: 0,
    analyses: 0,
    bytesPulled: 0,
    bytesKnown: 0,
    cost: { secret: 0, events: 0, egress: 0, total: 0 },
  };
  for (const { integration, usage } of counted) {
    const found = usage.find((one) => one.month === month);
    if (found === undefined) continue;
    const { events, analyses, bytesPulled, bytesKnown, cost } = monthOfUsage(
      integration,
      found,
      homeRegion,
    );
    sum.integrations += 1;
    sum.events += events;
    sum.analyses += analyses;
    sum.bytesPulled += bytesPulled;
    sum.bytesKnown += bytesKnown;
    sum.cost.secret += cost.secret;
    sum.cost.events += cost.events;
    sum.cost.egress += cost.egress;
    sum.cost.total += cost.total;
  }
  return sum.integrations === 0 ? null : sum;
}

/** `2026-10` in November 2026, UTC. */
function monthBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
    .toISOString()
    .slice(0, 7);
}
