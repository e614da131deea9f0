import type { AnalysisRequest } from "../contract/analysis-request.ts";
import type { Comparison } from "./comparison.ts";
import { comparisonRequest } from "./comparison-request.ts";
import { isRemovedHere } from "./delete.ts";
import { forgetEach } from "./forget-repository.ts";
import { IN_FLIGHT_SECONDS } from "./in-flight.ts";
import { requestMissed } from "./missed-pushes.ts";
import type { ImageRecord } from "./port.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import type { ListedEntry } from "./repository-contents.ts";

/** Until the read model looks at images that are forgotten: longer than forgetting a slice takes. */
const ANNOUNCEMENT_DELAY_SECONDS = 60;

/** Images of a repository whose digests lie between two others. */
export interface Slice {
  readonly listed: readonly ListedEntry[];
  readonly stored: ReadonlyMap<string, ImageRecord>;
  /** Both hold everything. Otherwise `stored` holds nothing that is not listed. */
  readonly isComplete: boolean;
}

/** @returns Pushes that were missed. */
export async function compareSlice(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  slice: Slice,
  run: ReconcileRun,
): Promise<number> {
  const missed = await requestMissed(dependencies, comparison, slice.listed, slice.stored);
  await requestLooks(dependencies, comparison, slice);
  if (slice.isComplete) await forgetOld(dependencies, comparison, slice, run);
  return missed;
}

/** The list is no proof: the analysis asks the registry for each of them, and for its tags. */
async function requestLooks(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  { listed, stored }: Slice,
): Promise<void> {
  const entries = new Map(listed.map((entry) => [entry.digest, entry]));
  const gone: AnalysisRequest[] = [];
  const retagged: AnalysisRequest[] = [];
  for (const image of stored.values()) {
    const entry = entries.get(image.digest);
    const request = () => comparisonRequest(comparison, image.digest, dependencies.now());
    if (entry !== undefined) {
      if (isSettled(image) && image.tags.join() !== entry.tags.join()) retagged.push(request());
    } else if (image.state !== "deleted") {
      gone.push({ ...request(), ...(comparison.isTold ? { missed: true } : {}) });
    } else if (isRemovedHere(image)) {
      gone.push(request());
    }
  }
  // An event that is on its way should come first: then nothing was missed.
  const delaySeconds = comparison.isTold ? IN_FLIGHT_SECONDS : 0;
  await dependencies.requests.sendAll([...retagged, ...gone], { delaySeconds });
}

/** Nobody is about to look at it anyway. */
function isSettled({ state }: ImageRecord): boolean {
  return state === "analyzed" || state === "failed" || state === "unsupported";
}

/** Forgets what is not to be kept any more, though the registry has it. */
async function forgetOld(
  dependencies: ReconcileDependencies,
  { key, contents }: Comparison,
  { listed, stored }: Slice,
  run: ReconcileRun,
): Promise<void> {
  const old = listed.flatMap(({ digest, pushedAt }) => {
    const image = stored.get(digest);
    if (image === undefined || !isSettled(image) || pushedAt >= contents.cutoff) return [];
    return image.indexDigests.some((index) => contents.keptIndexes.has(index)) ? [] : [image];
  });
  if (old.length === 0) return;
  // Before they go: whoever dies in between finds what is left, and does this again.
  await dependencies.readModel.sendAll(
    old.map(({ digest }) => ({ kind: "image", ...key, digest })),
    { delaySeconds: ANNOUNCEMENT_DELAY_SECONDS },
  );
  await forgetEach(dependencies, old, run);
  dependencies.log.info("images not kept any longer", { ...key, images: old.length });
}
