import type { AnalysisMessage, AnalysisRequest } from "../contract/analysis-request.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import { isIndexType } from "../oci/media-types.ts";
import type { Queue } from "../queue.ts";
import type { ImageStore, StoredImage } from "./image-store.ts";
import type { ImageRecord } from "./port.ts";
import type { RepositoryStore } from "./repository-store.ts";

/** What `requestAnalysis` needs. */
export interface RequestAnalysisDependencies {
  readonly images: Pick<ImageStore, "get" | "markQueued">;
  readonly repositories: Pick<RepositoryStore, "ensure">;
  readonly requests: Queue<AnalysisMessage>;
  readonly readModel: Queue<ReadModelChange>;
  readonly now: () => Date;
}

/**
 * Asks for the analysis of a digest, then marks it queued unless an analysis was quicker.
 * In this order a crash leaves a request without a mark, never a mark without a request.
 *
 * @param known What is known of it besides.
 */
export async function requestAnalysis(
  dependencies: RequestAnalysisDependencies,
  request: AnalysisRequest,
  known: Pick<ImageRecord, "kind">,
): Promise<void> {
  const { images, repositories, requests, readModel } = dependencies;
  const { organizationId, integrationId, registry, repository, digest } = request;
  const key = { organizationId, registry, repository, digest };
  const seen = await images.get(key);
  await requests.send(request);
  if (seen === undefined) {
    const firstSeenAt = dependencies.now().toISOString();
    await repositories.ensure({
      organizationId,
      registry,
      repository,
      integrationId,
      activated: false,
      firstSeenAt,
    });
  }
  if (isIdle(seen)) await images.markQueued({ ...key, integrationId, ...known }, seen?.version);
  await readModel.send({ kind: "image", ...key });
}

/** Whether a media type in an event names an index. */
export function isIndexMediaType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && isIndexType(mediaType);
}

/** Nothing of it is shown, or will be before its request is taken. */
function isIdle(image: StoredImage | undefined): boolean {
  if (image === undefined) return true;
  return image.state === "failed" || image.state === "unsupported" || image.state === "deleted";
}
