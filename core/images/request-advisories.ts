import type { AdvisorySyncRequest } from "../contract/advisory-messages.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";

/** An ecosystem is asked for once in so long by the same process for the same organization. */
const PAUSE_MILLISECONDS = 60 * 60 * 1000;

/**
 * Asks for the advisories of ecosystems that images hold and that aren't fully covered. It is
 * a favour to the next analysis, so its failure is only logged.
 */
export function createAdvisoryRequester(
  queue: Queue<AdvisorySyncRequest>,
  now: () => Date,
  log: Log,
): (ecosystems: readonly string[], organizationId: string) => Promise<void> {
  const askedAt = new Map<string, number>();
  return async (ecosystems, organizationId) => {
    const at = now();
    const keyOf = (ecosystem: string) => `${organizationId}/${ecosystem}`;
    const due = ecosystems.filter(
      (ecosystem) =>
        at.getTime() - (askedAt.get(keyOf(ecosystem)) ?? -Infinity) >= PAUSE_MILLISECONDS,
    );
    if (due.length === 0) return;
    try {
      await queue.send({ ecosystems: due, requestedAt: at.toISOString(), organizationId });
      for (const ecosystem of due) askedAt.set(keyOf(ecosystem), at.getTime());
    } catch (error) {
      log.warn("advisories not requested", { ecosystems: due, error });
    }
  };
}
