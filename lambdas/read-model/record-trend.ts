import type { Totals } from "../../core/contract/api-overview.ts";
import { dayOf, type TrendStore } from "../../core/images/trend.ts";
import type { Log } from "../../core/log.ts";

/**
 * Writes each publication's numbers as those of its day: the last one of a day stays. Lists are
 * published whether or not this succeeds, and the next publication writes them again.
 */
export function recordTrend(
  store: Pick<TrendStore, "put">,
  log: Pick<Log, "warn">,
): (publication: {
  readonly organizationId: string;
  readonly asOf: string;
  readonly totals: Totals;
}) => Promise<void> {
  return async ({ organizationId, asOf, totals: { images, vulnerabilities } }) => {
    try {
      const day = dayOf(new Date(asOf));
      await store.put(organizationId, { day, images, vulnerabilities, asOf });
    } catch (error) {
      log.warn("numbers of the day not written", { organizationId, error });
    }
  };
}
