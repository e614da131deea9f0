import { FindingReport } from "../contract/findings.ts";
import type { Image } from "../contract/image.ts";
import { type AnalysisWarning, Inventory } from "../contract/inventory.ts";
import { TransientError } from "../errors.ts";
import { imageIdOf } from "./image-id.ts";
import { incompleteReason } from "./incomplete-reason.ts";
import type { ImageStore } from "./image-store.ts";
import type { BlobStore, ImageKey, ImageRecord } from "./port.ts";
import type { ImageEntry } from "./read-model-draft.ts";

/** What `createImageReader` needs. */
export interface ImageReaderDependencies {
  readonly images: Pick<ImageStore, "get">;
  readonly blobs: Pick<BlobStore, "get">;
}

/** What the write model says of a digest, for the read model. */
export interface ReadImage {
  /** Undefined: it is no image, or it is gone. */
  readonly entry: ImageEntry | undefined;
  /** Of an index: images whose tags it gives, so that they are read, too. */
  readonly children: readonly string[];
}

/**
 * Reads digests as the read model holds them. One reader serves one run: an index is read
 * once for all its images.
 */
export function createImageReader({ images, blobs }: ImageReaderDependencies): {
  read(key: ImageKey): Promise<ReadImage>;
} {
  const indexes = new Map<string, Promise<ImageRecord | undefined>>();

  function indexOf(key: ImageKey): Promise<ImageRecord | undefined> {
    const name = imageIdOf(key);
    const known = indexes.get(name) ?? images.get(key);
    indexes.set(name, known);
    return known;
  }

  /** The indexes that lead to an image now: there, and naming it; the latest last. */
  async function liveIndexesOf(record: ImageRecord): Promise<readonly ImageRecord[]> {
    const found = await Promise.all(
      record.indexDigests.map((digest) => indexOf({ ...keyOf(record), digest })),
    );
    return found.filter(
      (index) =>
        index !== undefined &&
        index.state !== "deleted" &&
        (index.children ?? []).includes(record.digest),
    ) as readonly ImageRecord[];
  }

  async function blob<T>(
    key: string | undefined,
    schema: { parse(value: unknown): T },
  ): Promise<T | undefined> {
    if (key === undefined) return undefined;
    const bytes = await blobs.get(key);
    if (bytes) return schema.parse(JSON.parse(bytes.toString("utf8")));
    throw new TransientError(
      "blob-missing",
      `The result ${key} is not in the blob store, though its image names it: it was deleted or replaced just now. It is read again.`,
    );
  }

  async function entryOf(record: ImageRecord): Promise<ImageEntry> {
    const [indexes, inventory, findings] = await Promise.all([
      liveIndexesOf(record),
      blob(record.inventoryKey, Inventory),
      blob(record.findingsKey, FindingReport),
    ]);
    const { integrationId } = record;
    const image = imageOf(record, indexes, inventory?.warnings ?? []);
    return { image, integrationId, inventory, findings };
  }

  return {
    async read(key) {
      const record = await images.get(key);
      if (record === undefined) return { entry: undefined, children: [] };
      const isImage = record.kind === undefined || record.kind === "image";
      const listed = isImage && record.state !== "deleted";
      return {
        entry: listed ? await entryOf(record) : undefined,
        children: record.children ?? [],
      };
    },
  };
}

function keyOf({ organizationId, registry, repository, digest }: ImageRecord): ImageKey {
  return { organizationId, registry, repository, digest };
}

function imageOf(
  record: ImageRecord,
  indexes: readonly ImageRecord[],
  warnings: readonly AnalysisWarning[],
): Image {
  const tags = new Set([...record.tags, ...indexes.flatMap((index) => index.tags)]);
  return {
    imageId: imageIdOf(record),
    registry: record.registry,
    repository: record.repository,
    tags: [...tags].sort(),
    digest: record.digest,
    indexDigest: indexes.at(-1)?.digest ?? null,
    platform: record.platform ?? null,
    state: record.state,
    stateReason: record.stateReason ?? incompleteReason(warnings) ?? null,
    pushedAt: record.pushedAt ?? null,
    analyzedAt: record.analyzedAt ?? null,
    size: record.size ?? null,
    distribution: record.distribution ?? null,
    packageCount: record.packageCount ?? null,
    assessed: record.assessed ? [...record.assessed] : null,
    vulnerabilities: record.vulnerabilities ?? null,
  };
}
