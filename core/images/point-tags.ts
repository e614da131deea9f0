import type { AnalysisMessage, AnalysisRequest } from "../contract/analysis-request.ts";
import { TransientError } from "../errors.ts";
import type { Queue } from "../queue.ts";
import type { RepositoryKey, TagStore } from "./image-store.ts";

/** Two analyses may race for a tag; more than a few rounds mean that something is wrong. */
const MAX_ROUNDS = 5;

/** What `pointTags` needs. */
export interface PointTagsDependencies {
  readonly tags: Pick<TagStore, "digestsOf" | "point">;
  readonly requests: Queue<AnalysisMessage>;
  readonly now: () => Date;
}

/**
 * Leads these tags to the digest of the request, as the registry says. A digest that one led
 * to before has lost it, which no event tells: a look at that digest is asked for first, and
 * the tag moved then, so that a crash between the two repeats both.
 *
 * @throws TransientError `tag-contended` when others keep moving the same tag
 */
export async function pointTags(
  dependencies: PointTagsDependencies,
  request: AnalysisRequest,
  tags: readonly string[],
): Promise<void> {
  let pending = tags;
  for (let round = 0; pending.length > 0 && round < MAX_ROUNDS; round++) {
    pending = await pointOnce(dependencies, request, pending);
  }
  if (pending.length === 0) return;
  throw new TransientError(
    "tag-contended",
    `The tags ${pending.join(", ")} of ${request.repository} are being moved by several analyses at once. It is tried again.`,
  );
}

/**
 * Asks for a look at the digest that the tag of an event led to before, where the digest of
 * the event does not have it (any more): it was deleted or untagged before it was looked at,
 * and the other one has lost its tag all the same.
 *
 * @param tags Tags that the registry gives the digest of the request.
 */
export async function recheckFormerHolder(
  dependencies: PointTagsDependencies,
  request: AnalysisRequest,
  tags: readonly string[],
): Promise<void> {
  const { tag, digest } = request;
  if (tag === undefined || tags.includes(tag)) return;
  const holder = (await dependencies.tags.digestsOf(request, [tag])).get(tag);
  if (holder === undefined || holder === digest) return;
  await requestRecheck(dependencies, request, [holder]);
}

/** @returns The tags that somebody else moved meanwhile. */
async function pointOnce(
  dependencies: PointTagsDependencies,
  request: AnalysisRequest,
  tags: readonly string[],
): Promise<readonly string[]> {
  const { organizationId, registry, repository, digest } = request;
  const key: RepositoryKey = { organizationId, registry, repository };
  const seen = await dependencies.tags.digestsOf(key, tags);
  const moved = tags.filter((tag) => seen.get(tag) !== digest);
  const losers = new Set(moved.flatMap((tag) => seen.get(tag) ?? []));
  await requestRecheck(dependencies, request, [...losers]);
  const contended: string[] = [];
  for (const tag of moved) {
    if (!(await dependencies.tags.point(key, tag, digest, seen.get(tag)))) contended.push(tag);
  }
  return contended;
}

async function requestRecheck(
  dependencies: PointTagsDependencies,
  { organizationId, integrationId, registry, repository }: AnalysisRequest,
  digests: readonly string[],
): Promise<void> {
  const requestedAt = dependencies.now().toISOString();
  await dependencies.requests.sendAll(
    digests.map((digest) => ({
      organizationId,
      integrationId,
      registry,
      repository,
      digest,
      cause: "retag" as const,
      requestedAt,
    })),
  );
}
