import type { MonthOfUsage } from "../contract/api-integrations.ts";
import type { IntegrationUsage } from "./activity-port.ts";
import { costOfMonth } from "./estimate-month.ts";
import { pullPathOf } from "./estimate.ts";
import { dollarsOf } from "./estimate-words.ts";
import type { Integration } from "./port.ts";

const BYTES_OF_GIGABYTE = 1_000_000_000;

/**
 * A month as it was measured, with what it cost the account of the registry by the prices of the
 * estimate. The month that is not over yet has its whole secret.
 *
 * @param homeRegion Where images are pulled to.
 */
export function monthOfUsage(
  { connection }: Pick<Integration, "connection">,
  usage: IntegrationUsage,
  homeRegion: string,
): MonthOfUsage {
  const { secret, events, egress } = costOfMonth({
    secrets: connection?.secretArn === undefined ? 0 : 1,
    events: usage.events,
    gigabytesPulled: usage.bytesPulled / BYTES_OF_GIGABYTE,
    regions: pullPathOf(connection?.region, homeRegion),
  });
  return {
    ...usage,
    cost: {
      secret: dollarsOf(secret),
      events: dollarsOf(events),
      egress: dollarsOf(egress),
      total: dollarsOf(secret + events + egress),
    },
  };
}
