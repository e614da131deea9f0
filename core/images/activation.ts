import type { ConnectedIntegration, Integration } from "../integrations/port.ts";
import { matchesPattern } from "./activation-pattern.ts";
import type { RepositoryRecord } from "./repository-store.ts";

type Activating = Pick<Integration, "activation" | "activationPatterns">;

/** Whether the integration alone says that a repository's pushes are analysed, whoever chose it. */
export function isActivatedByName(
  { activation, activationPatterns }: Activating,
  name: string,
): boolean {
  return (
    activation === "all" ||
    (activationPatterns ?? []).some(({ pattern }) => matchesPattern(pattern, name))
  );
}

/**
 * Since when the pushes of an activated repository are to be analysed: it was activated, its
 * registry connected, and what was stored of it not purged.
 *
 * @param record Undefined: it is not known yet.
 * @returns ISO 8601; undefined: it is not activated.
 */
export function activatedSince(
  integration: ConnectedIntegration,
  name: string,
  record: Pick<RepositoryRecord, "activated" | "activatedAt" | "purgedAt"> | undefined,
): string | undefined {
  const { activation, allSince, activationPatterns, createdAt, connection } = integration;
  const reasons: string[] = [];
  if (activation === "all") reasons.push(allSince ?? createdAt);
  for (const { pattern, since } of activationPatterns ?? []) {
    if (matchesPattern(pattern, name)) reasons.push(since);
  }
  if (record?.activated === true) reasons.push(record.activatedAt ?? createdAt);
  const [earliest] = reasons.map(inUtc).sort();
  if (earliest === undefined) return undefined;
  const connected = connection.firstConnectedAt ?? connection.connectedAt ?? connection.boundAt;
  return latestOf([earliest, connected, record?.purgedAt ?? earliest]);
}

/** The latest of some times, ISO 8601 in UTC. */
export function latestOf(times: readonly string[]): string {
  return times.map(inUtc).sort().at(-1) ?? "";
}

/** All of one form, so that they sort as text. */
function inUtc(time: string): string {
  return new Date(time).toISOString();
}
