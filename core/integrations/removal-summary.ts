import type { IntegrationPurge } from "../contract/api-integrations.ts";
import { NOTHING_PURGED, REMOVAL_REPORT_DAYS, type RemovalReport } from "./removal-port.ts";

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * What people are told of a purge: also before it has begun, and not any more when its report
 * was forgotten.
 *
 * @param removedAt When the integration was removed, ISO 8601.
 */
export function purgeOf(
  report: RemovalReport | undefined,
  removedAt: string,
  now: Date,
): IntegrationPurge | null {
  if (report === undefined) {
    const age = now.getTime() - new Date(removedAt).getTime();
    if (age > REMOVAL_REPORT_DAYS * MILLISECONDS_A_DAY) return null;
    return { state: "purging", startedAt: null, finishedAt: null, ...NOTHING_PURGED };
  }
  const { startedAt, finishedAt = null, repositories, images, others, tags, documents } = report;
  const state = finishedAt === null ? "purging" : "purged";
  return { state, startedAt, finishedAt, repositories, images, others, tags, documents };
}
