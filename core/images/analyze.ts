import type { AnalysisRequest } from "../contract/analysis-request.ts";
import { TransientError } from "../errors.ts";
import { noteActivity } from "../integrations/note-activity.ts";
import {
  type Analysis,
  type AnalysisDependencies,
  announce,
  type Delivery,
  isCurrent,
  logged,
  write,
} from "./analysis.ts";
import { recordFailure } from "./analysis-failure.ts";
import { countsOf, remembered } from "./analysis-runs.ts";
import { analyzeContent } from "./analyze-content.ts";
import { forgetImage } from "./delete.ts";
import { forgetIfRemoved } from "./forget-removed.ts";
import type { ImagePatch, StoredImage } from "./image-store.ts";
import { leaseFrom } from "./lease.ts";
import { openRepository } from "./open-repository.ts";
import { recheckFormerHolder } from "./point-tags.ts";
import type { ImageKey } from "./port.ts";
import type { RegistryImage, RepositoryAccess } from "./registry-access.ts";
import { takeTags } from "./take-tags.ts";

/** Two machines' clocks may differ by so much, and a request still not be taken for an old one. */
const CLOCK_SKEW_MILLISECONDS = 2000;

/**
 * State of an image while it is analysed for the last time: whoever is killed leaves no other,
 * and nobody comes after.
 */
const KILLED_REASON =
  "Given up after several attempts. The last one was ended from outside, for want of memory or of time; the log may say more. Retry it, or make the image smaller.";
const KILLED: ImagePatch = { state: "failed", stateReason: KILLED_REASON };
const KILLED_RUN = { outcome: "failed", reason: KILLED_REASON } as const;

/** A nightly build may name the same image in a new index each day; the latest ones tell enough. */
const MAX_INDEX_DIGESTS = 100;

/**
 * Looks at one digest of one repository: asks the registry whether it is there and under which
 * tags, analyses it unless its results are current, and stores what it learned. Everything
 * may be repeated, and a crash between any two lines is mended by the next delivery.
 *
 * Returns when the request is done, be it with a failure that is for good: that is a state of
 * the image, with its reason.
 * @throws TransientError, or an unexpected error, when the request should come again; with
 *   `busy` somebody else has this image in hand
 */
export async function analyze(
  dependencies: AnalysisDependencies,
  request: AnalysisRequest,
  delivery: Delivery,
): Promise<void> {
  const { images, analyzerVersion } = dependencies;
  const { organizationId, registry, repository, digest, integrationId } = request;
  const key: ImageKey = { organizationId, registry, repository, digest };
  const before = await images.get(key);
  if (before !== undefined && isAnswered(before, request, analyzerVersion)) {
    await recheckFormerHolder(dependencies, request, before.tags);
    await announce(dependencies, key);
    return;
  }
  if (await forgetIfRemoved(dependencies, request, before, delivery.owner)) {
    dependencies.log.info("analysis dropped: its integration was removed", { ...request });
    await announce(dependencies, key);
    return;
  }
  const startedAt = dependencies.now();
  const lease = await images.acquireLease(
    { ...key, integrationId },
    leaseFrom(delivery.owner, startedAt),
  );
  if (lease.kind === "busy") {
    // Waiting for somebody else is no failure, so it must not end in the dead-letter queue.
    if (!delivery.lastAttempt) throw busy(key);
    await dependencies.requests.send(request);
    return;
  }
  const analysis: Analysis = { request, delivery, key, image: lease.image, startedAt };
  try {
    await look(dependencies, analysis, before !== undefined);
  } catch (error) {
    await recordFailure(dependencies, analysis, error);
  }
  await announce(dependencies, key);
}

/** Whether somebody has looked since the request was made. */
function isAnswered(
  image: StoredImage,
  request: AnalysisRequest,
  analyzerVersion: string,
): boolean {
  if (image.state === "queued" || image.state === "analyzing") return false;
  if (image.state === "analyzed" && !isCurrent(image, analyzerVersion)) return false;
  if (image.checkedAt === undefined) return false;
  const checkedAt = new Date(image.checkedAt).getTime();
  return checkedAt - CLOCK_SKEW_MILLISECONDS > new Date(request.requestedAt).getTime();
}

async function look(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  known: boolean,
): Promise<void> {
  const access = await openRepository(dependencies, analysis.request);
  try {
    await lookInto(dependencies, analysis, known, access);
  } finally {
    await access.close();
  }
}

async function lookInto(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  known: boolean,
  access: RepositoryAccess,
): Promise<void> {
  const { key, image, delivery, startedAt } = analysis;
  const found = await access.describe(key.digest);
  await recheckFormerHolder(dependencies, analysis.request, found?.tags ?? []);
  if (found === undefined) {
    if (known) await countMissed(dependencies, analysis);
    await forgetImage(dependencies, image, delivery.owner, known, startedAt);
    dependencies.log.info("image gone", { ...logged(analysis), state: "deleted" });
    return;
  }
  if (image.kind === undefined) await ensureRepository(dependencies, analysis);
  await takeTags(dependencies, analysis, found);
  if (isCurrent(image, dependencies.analyzerVersion) && analysis.request.cause !== "retry") {
    await write(dependencies, analysis, checked(analysis, found), { release: true });
    return;
  }
  await analyzeFound(dependencies, analysis, found, access);
}

/** An image that a comparison found to be gone, and that no event told of meanwhile. */
async function countMissed(
  { activity, log, now }: AnalysisDependencies,
  { request, image }: Analysis,
): Promise<void> {
  if (request.missed !== true || image.state === "deleted") return;
  await noteActivity(log, () => activity.reconciled(request.integrationId, now(), 1));
}

async function analyzeFound(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  found: RegistryImage,
  access: RepositoryAccess,
): Promise<void> {
  await write(
    dependencies,
    analysis,
    {
      ...pushed(found),
      ...(analysis.delivery.lastAttempt
        ? { ...KILLED, ...remembered(dependencies, analysis, KILLED_RUN) }
        : { state: "analyzing", stateReason: null }),
    },
    { release: false },
  );
  await announce(dependencies, analysis.key);
  const outcome = await analyzeContent(dependencies, analysis, found, access);
  if (outcome.kind === "handed-over") return;
  const analyzedAt = dependencies.now().toISOString();
  await write(
    dependencies,
    analysis,
    {
      ...checked(analysis, found),
      ...outcome.patch,
      state: "analyzed",
      analyzedAt,
      analyzerVersion: dependencies.analyzerVersion,
      ...remembered(dependencies, analysis, {
        finishedAt: analyzedAt,
        outcome: "analyzed",
        ...countsOf(outcome.patch),
      }),
    },
    { release: true },
  );
  dependencies.log.info(
    outcome.patch.kind === "image" ? "analysis finished" : "artifact recorded",
    { ...logged(analysis), tags: found.tags, kind: outcome.patch.kind, state: "analyzed" },
  );
}

async function ensureRepository(
  { repositories }: AnalysisDependencies,
  { request, startedAt }: Analysis,
): Promise<void> {
  const { organizationId, registry, repository, integrationId } = request;
  await repositories.ensure({
    organizationId,
    registry,
    repository,
    integrationId,
    activated: false,
    firstSeenAt: startedAt.toISOString(),
  });
}

/** What the registry said, when it was asked, and by which index the request came. */
function checked({ image, request, startedAt }: Analysis, found: RegistryImage): ImagePatch {
  return {
    stateReason: null,
    checkedAt: startedAt.toISOString(),
    ...pushed(found),
    indexDigests: withIndex(image.indexDigests, request.indexDigest),
  };
}

/** When it was pushed: known before it is analysed, and though that may fail. */
function pushed({ pushedAt }: RegistryImage): Pick<ImagePatch, "pushedAt"> {
  return pushedAt === undefined ? {} : { pushedAt };
}

function withIndex(known: readonly string[], index: string | undefined): readonly string[] {
  if (index === undefined) return known;
  return [...known.filter((digest) => digest !== index), index].slice(-MAX_INDEX_DIGESTS);
}

/**
 * Says nothing of how long the lease still is: most analyses end long before, and this message
 * may name a tag that the other job has not seen.
 */
function busy(key: ImageKey): TransientError {
  return new TransientError(
    "busy",
    `${key.repository}@${key.digest} is being analysed by another job. It is looked at again after that.`,
  );
}
