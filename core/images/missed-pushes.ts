import type { Comparison } from "./comparison.ts";
import { comparisonRequest } from "./comparison-request.ts";
import { isRemovedHere } from "./delete.ts";
import { IN_FLIGHT_SECONDS } from "./in-flight.ts";
import type { ImageRecord } from "./port.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { ListedEntry } from "./repository-contents.ts";
import { requestAnalysis } from "./request-analysis.ts";
import { sideBySide } from "./side-by-side.ts";

/** Images looked up, or asked for, at a time. */
const AT_A_TIME = 16;

/**
 * Asks for the analysis of listed images that should be known and are not, and counts those
 * whose push an event should have told.
 *
 * @param stored By digest, as a list says that may lag behind.
 * @returns How many pushes were missed.
 */
export async function requestMissed(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  listed: readonly ListedEntry[],
  stored: ReadonlyMap<string, ImageRecord>,
): Promise<number> {
  const candidates = listed.filter((entry) =>
    isWanted(comparison, entry, stored.get(entry.digest)),
  );
  const wanted = await confirm(dependencies, comparison, candidates);
  const missed = wanted.filter((one) => isMissed(comparison, one)).length;
  // Before they are asked for, and thereby known: a crash rather counts twice than never.
  if (missed > 0) {
    await dependencies.activity.reconciled(comparison.integrationId, comparison.now, missed);
  }
  await analyzeAll(dependencies, comparison, wanted);
  return missed;
}

/** A listed image that should be known, and what is stored of it: nothing, or that it was deleted. */
interface Unknown {
  readonly entry: ListedEntry;
  readonly stored: ImageRecord | undefined;
}

/** Whether a listed image should be known, and is not. */
function isWanted(comparison: Comparison, entry: ListedEntry, stored?: ImageRecord): boolean {
  const { contents, activeSince, purgedAt, isTold } = comparison;
  const { pushedAt, digest } = entry;
  if (!entry.isImage || pushedAt < contents.cutoff) return false;
  if (!isUnknown(comparison, entry, stored)) return false;
  if (isTold && pushedAt > longAgo(comparison)) return false;
  return pushedAt > activeSince || (digest === contents.latest && pushedAt > purgedAt);
}

/**
 * One that was removed here stays removed until it is pushed again; one that was deleted in the
 * registry was so after it was listed, unless that is long ago.
 */
function isUnknown(comparison: Comparison, entry: ListedEntry, stored?: ImageRecord): boolean {
  if (stored === undefined || isPushedSince(entry, stored)) return true;
  if (stored.state !== "deleted" || isRemovedHere(stored)) return false;
  return Date.parse(stored.checkedAt ?? "") < longAgo(comparison);
}

/** Whether an image was pushed since it was found to be deleted. */
function isPushedSince({ pushedAt }: ListedEntry, { state, checkedAt }: ImageRecord): boolean {
  return state === "deleted" && pushedAt > Date.parse(checkedAt ?? "");
}

function isMissed({ isTold, countsFrom }: Comparison, { entry, stored }: Unknown): boolean {
  if (!isTold || entry.pushedAt <= countsFrom) return false;
  return stored === undefined || isPushedSince(entry, stored);
}

/** Whatever an event tells of the time before has arrived. Milliseconds. */
function longAgo({ now }: Comparison): number {
  return now.getTime() - IN_FLIGHT_SECONDS * 1000;
}

/** A list of what is stored may lag behind: each is asked for by itself before it is counted. */
async function confirm(
  { images }: ReconcileDependencies,
  comparison: Comparison,
  candidates: readonly ListedEntry[],
): Promise<readonly Unknown[]> {
  const unknown: Unknown[] = [];
  await sideBySide(
    candidates.map((entry) => async () => {
      const stored = await images.get({ ...comparison.key, digest: entry.digest });
      if (isUnknown(comparison, entry, stored)) unknown.push({ entry, stored });
    }),
    AT_A_TIME,
  );
  return unknown;
}

async function analyzeAll(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  wanted: readonly Unknown[],
): Promise<void> {
  await sideBySide(
    wanted.map(({ entry: { digest, isIndex } }) => async () => {
      const request = comparisonRequest(comparison, digest, dependencies.now());
      await requestAnalysis(dependencies, request, isIndex ? { kind: "index" } : {});
    }),
    AT_A_TIME,
  );
}
