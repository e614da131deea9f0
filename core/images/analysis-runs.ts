import type { Analysis, AnalysisDependencies } from "./analysis.ts";
import type { ImagePatch } from "./image-store.ts";
import type { AnalysisRun } from "./port.ts";

/** Analyses that a record keeps: what happened lately is told, and the record stays small. */
const MAX_RUNS = 20;

/** Characters of a reason that a record keeps, since each write of the record pays for them. */
const MAX_REASON = 500;

/**
 * The part of a write that adds the analysis in hand to those that its image remembers. It goes
 * with the write that it tells of, so that neither is there without the other. What an earlier
 * attempt of the same request has told is replaced: a message that comes again is one analysis.
 */
export function remembered(
  { analyzerVersion }: Pick<AnalysisDependencies, "analyzerVersion">,
  { image, request, startedAt }: Analysis,
  end: Pick<AnalysisRun, "finishedAt" | "outcome" | "reason" | "packageCount" | "vulnerabilities">,
): Pick<ImagePatch, "analyses"> {
  const { cause, requestedAt } = request;
  const earlier = (image.analyses ?? []).filter(
    (run) => run.cause !== cause || run.requestedAt !== requestedAt,
  );
  const run: AnalysisRun = {
    cause,
    requestedAt,
    startedAt: startedAt.toISOString(),
    analyzerVersion,
    ...end,
    ...(end.reason === undefined ? {} : { reason: cut(end.reason) }),
  };
  return { analyses: [...earlier, run].slice(-MAX_RUNS) };
}

/** What an analysis has found, as its image remembers it. */
export function countsOf({
  packageCount,
  vulnerabilities,
}: ImagePatch): Pick<AnalysisRun, "packageCount" | "vulnerabilities"> {
  return {
    ...(typeof packageCount === "number" && { packageCount }),
    ...(vulnerabilities && { vulnerabilities }),
  };
}

function cut(reason: string): string {
  return reason.length <= MAX_REASON ? reason : `${reason.slice(0, MAX_REASON - 1)}…`;
}
