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
 * How many of the latest images of a repository are analysed when it is first seen, as far as it
 * is activated by its name: the most that any reason for that wants.
 */
export function latestByName(
  { activation, latest, activationPatterns }: Activating & Pick<Integration, "latest">,
  name: string,
): number {
  const matching = (activationPatterns ?? []).filter(({ pattern }) =>
    matchesPattern(pattern, name),
  );
  const wanted = matching.map((one) => one.latest ?? 1);
  return Math.max(1, activation === "all" ? (latest ?? 1) : 1, ...wanted);
}

/**
 * Since when the pushes of an activated repository are to be analysed: it was activated, its
 * registry connected and its account approved, and what was stored of it not purged.
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
  const approved = integration.enrollment?.approvedAt ?? connected;
  return latestOf([earliest, connected, approved, record?.purgedAt ?? earliest]);
}

/** The latest of some times, ISO 8601 in UTC. */
export function latestOf(times: readonly string[]): string {
  return times.map(inUtc).sort().at(-1) ?? "";
}

/** All of one form, so that they sort as text. */
function inUtc(time: string): string {
  return new Date(time).toISOString();
}
