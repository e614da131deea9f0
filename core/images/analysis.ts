import type { AnalysisMessage, AnalysisRequest } from "../contract/analysis-request.ts";
import type { FindingReport } from "../contract/findings.ts";
import type { Inventory } from "../contract/inventory.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import type { ActivityStore } from "../integrations/activity-port.ts";
import type { IntegrationStore } from "../integrations/port.ts";
import type { Log, LogFields } from "../log.ts";
import type { ImageManifest } from "../oci/artifact.ts";
import type { ImageSource } from "../oci/image-source.ts";
import type { Queue } from "../queue.ts";
import type { ImagePatch, ImageStore, StoredImage, TagStore } from "./image-store.ts";
import { LeaseLostError } from "./lease.ts";
import { imageIdOf } from "./image-id.ts";
import type { LayerBytes } from "./layer-jobs.ts";
import type { BlobStore, ImageKey } from "./port.ts";
import type { RegistryAccess } from "./registry-access.ts";
import type { RepositoryStore } from "./repository-store.ts";

/** Which images a function is made for: a small one hands large images over. */
export type SizeClass = "small" | "large";

/** What `analyze` needs. */
export interface AnalysisDependencies {
  readonly images: ImageStore;
  readonly tags: TagStore;
  readonly repositories: Pick<RepositoryStore, "ensure">;
  readonly integrations: Pick<IntegrationStore, "get">;
  readonly activity: Pick<ActivityStore, "imagePulled" | "reconciled">;
  readonly blobs: BlobStore;
  readonly registry: RegistryAccess;
  readonly requests: Queue<AnalysisMessage>;
  readonly largeRequests: Queue<AnalysisMessage>;
  readonly readModel: Queue<ReadModelChange>;
  readonly sizeClass: SizeClass;
  readonly analyzerVersion: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Reads an image's layers: core/images/inventory.ts with everything but the job bound. */
  buildInventory(
    source: ImageSource,
    manifest: ImageManifest,
    job: {
      readonly organizationId: string;
      readonly digest: string;
      readonly signal: AbortSignal;
      /** Called now and then as bytes come in, and when the last have come. */
      readonly onProgress: (progress: LayerBytes) => void;
    },
  ): Promise<Inventory>;
  /** Matches an inventory against the advisories of this moment. */
  match(inventory: Inventory): Promise<FindingReport>;
  /** Asks for advisories that were missed by an organization's image; must not throw. */
  requestAdvisories(ecosystems: readonly string[], organizationId: string): Promise<void>;
}

/** One delivery of a request. */
export interface Delivery {
  /** Names this delivery and no other. */
  readonly owner: string;
  /** It does not come again: what fails now has failed. */
  readonly lastAttempt: boolean;
  /** Aborted shortly before the function is stopped. */
  readonly signal: AbortSignal;
}

/** An analysis that holds the lease of its image. */
export interface Analysis {
  readonly request: AnalysisRequest;
  readonly delivery: Delivery;
  readonly key: ImageKey;
  /** As it was when the lease was taken. */
  readonly image: StoredImage;
  /** Before the registry was asked. */
  readonly startedAt: Date;
}

/**
 * Writes to the image in hand.
 * @throws LeaseLostError
 */
export async function write(
  dependencies: Pick<AnalysisDependencies, "images">,
  analysis: Analysis,
  patch: ImagePatch,
  options: { readonly release: boolean },
): Promise<void> {
  const { key, delivery } = analysis;
  if (await dependencies.images.update(key, delivery.owner, patch, options)) return;
  throw new LeaseLostError(key);
}

/** Tells the read model that the image changed. */
export async function announce(
  dependencies: Pick<AnalysisDependencies, "readModel">,
  key: ImageKey,
): Promise<void> {
  const { organizationId, registry, repository, digest } = key;
  await dependencies.readModel.send({
    kind: "image",
    organizationId,
    registry,
    repository,
    digest,
  });
}

/** Whether the results that are stored are what an analysis would find now. */
export function isCurrent(image: StoredImage, analyzerVersion: string): boolean {
  return image.state === "analyzed" && image.analyzerVersion === analyzerVersion;
}

/** What every log line of an analysis carries. */
export function logged({ key, request, image }: Analysis): LogFields {
  return {
    imageId: imageIdOf(key),
    organizationId: key.organizationId,
    registry: key.registry,
    repository: key.repository,
    digest: key.digest,
    // Before its first analysis only the event knows a tag.
    tags: image.tags.length === 0 && request.tag !== undefined ? [request.tag] : image.tags,
    indexDigest: request.indexDigest,
    cause: request.cause,
    eventId: request.eventId,
  };
}
