import type { AnalysisOutcome } from "../contract/vocabulary.ts";
import { PermanentError, TransientError, UnsupportedError } from "../errors.ts";
import {
  type Analysis,
  type AnalysisDependencies,
  announce,
  isCurrent,
  logged,
  write,
} from "./analysis.ts";
import { remembered } from "./analysis-runs.ts";
import { handOver } from "./hand-over.ts";
import type { ImagePatch } from "./image-store.ts";
import { LeaseLostError } from "./lease.ts";

/**
 * Records why an analysis failed and gives the lease back.
 *
 * Returns when the request is done: the failure is for good, or another function goes on.
 * @throws The error, when the request should come again, or go to the dead-letter queue.
 */
export async function recordFailure(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  thrown: unknown,
): Promise<void> {
  if (thrown instanceof LeaseLostError) throw thrown;
  const { delivery, image } = analysis;
  if (delivery.signal.aborted && dependencies.sizeClass === "small") {
    await handOver(dependencies, analysis);
    return;
  }
  const error = delivery.signal.aborted ? outOfTime(thrown) : thrown;
  const permanent = error instanceof PermanentError;
  const final = permanent || delivery.lastAttempt;
  // What was found before is still true when another look has failed.
  const keep = isCurrent(image, dependencies.analyzerVersion);
  const patch = keep ? keptState(analysis, error, permanent) : failedState(analysis, error, final);
  const run = remembered(dependencies, analysis, {
    finishedAt: dependencies.now().toISOString(),
    outcome: outcomeOf(error, final),
    reason: reasonOf(error),
  });
  await write(dependencies, analysis, { ...patch, ...run }, { release: true });
  const report = { ...logged(analysis), state: patch.state, reason: reasonOf(error), error };
  if (final) dependencies.log.error("analysis failed", report);
  else dependencies.log.warn("analysis postponed", report);
  if (permanent) return;
  await announce(dependencies, analysis.key);
  throw error;
}

/** Without `checkedAt` for what gives up: a redrive from the dead-letter queue tries it anew. */
function failedState({ startedAt }: Analysis, error: unknown, final: boolean): ImagePatch {
  const checkedAt = startedAt.toISOString();
  if (error instanceof UnsupportedError) {
    return { state: "unsupported", stateReason: error.message, checkedAt };
  }
  if (error instanceof PermanentError) {
    return { state: "failed", stateReason: error.message, checkedAt };
  }
  return final
    ? { state: "failed", stateReason: `Given up after several attempts. ${reasonOf(error)}` }
    : { state: "queued", stateReason: reasonOf(error) };
}

function keptState({ startedAt }: Analysis, error: unknown, permanent: boolean): ImagePatch {
  if (!permanent) return { state: "analyzed" };
  return {
    state: "analyzed",
    stateReason: `The latest look at it failed; what is shown is older. ${reasonOf(error)}`,
    checkedAt: startedAt.toISOString(),
  };
}

function outcomeOf(error: unknown, final: boolean): AnalysisOutcome {
  if (error instanceof UnsupportedError) return "unsupported";
  return final ? "failed" : "postponed";
}

/** What an aborted job throws says nothing of why it was aborted. */
function outOfTime(cause: unknown): unknown {
  if (cause instanceof PermanentError) return cause;
  return new TransientError(
    "out-of-time",
    "The analysis took longer than it may: the image is very large, or the registry is slow. It is tried again, and what was read of it so far is not read again.",
    { cause },
  );
}

/** For people: an unexpected error's own words stay in the log. */
function reasonOf(error: unknown): string {
  if (error instanceof PermanentError || error instanceof TransientError) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return `The analysis met an error of its own (${name}); the log has more. It is tried again, or can be by a retry.`;
}
