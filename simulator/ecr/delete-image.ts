import type { EcrContext } from "./context.ts";
import { imageActionEvent } from "./image-events.ts";
import { findImage, repositoryKey, requireRepository, tagsOf } from "./repository.ts";
import type { ImageRecord, Registry, RepositoryRecord } from "./repository.ts";

/** Names an image by digest, by tag, or by both. */
export interface ImageIdentifier {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

/** One image that could not be deleted. */
export interface DeleteFailure {
  readonly imageId: ImageIdentifier;
  readonly failureCode: "ImageNotFound" | "ImageReferencedByManifestList";
  readonly failureReason: string;
}

/**
 * Deletes as BatchDeleteImage does: a tag removes the tag, and the image with its last tag; a
 * digest removes the image with all its tags. An image that an index lists stays.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export async function deleteImage(
  context: EcrContext,
  registry: Registry,
  repositoryName: string,
  id: ImageIdentifier,
): Promise<readonly Required<ImageIdentifier>[] | DeleteFailure> {
  const repository = requireRepository(context.repositories, registry, repositoryName);
  const image = findImage(repository, id);
  if (image === undefined) {
    return {
      imageId: id,
      failureCode: "ImageNotFound",
      failureReason: "Requested image not found",
    };
  }
  const allTags = tagsOf(repository, image.digest);
  const removed = id.imageTag === undefined ? allTags : [id.imageTag];
  const tags = Object.fromEntries(
    Object.entries(repository.tags).filter(([tag]) => !removed.includes(tag)),
  );
  const key = repositoryKey(registry, repositoryName);
  if (removed.length < allTags.length) {
    context.repositories.put(key, { ...repository, tags });
  } else {
    const parent = listedBy(repository, image.digest);
    if (parent !== undefined) return referenced(id, image.digest, parent);
    const images = withoutKey(repository.images, image.digest);
    context.repositories.put(key, { ...repository, images, tags });
    dropContent(context, key, image, Object.values(images));
  }
  const eventTags = removed.length === 0 ? [undefined] : removed;
  for (const tag of eventTags) {
    await context.publish(
      imageActionEvent("DELETE", registry, repositoryName, image, tag, context.now()),
    );
  }
  return eventTags.map((imageTag) => ({ imageDigest: image.digest, imageTag }));
}

function listedBy(repository: RepositoryRecord, digest: string): string | undefined {
  return Object.values(repository.images).find(({ manifests }) => manifests.includes(digest))
    ?.digest;
}

function referenced(id: ImageIdentifier, digest: string, parent: string): DeleteFailure {
  return {
    imageId: { ...id, imageDigest: digest },
    failureCode: "ImageReferencedByManifestList",
    failureReason: `Requested image referenced by manifest list: [${parent}]`,
  };
}

function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Layers leave with the last image that uses them. */
function dropContent(
  context: EcrContext,
  key: string,
  image: ImageRecord,
  remaining: readonly ImageRecord[],
): void {
  context.content.removeManifest(key, image.digest);
  const used = new Set(remaining.flatMap(({ blobs }) => blobs));
  for (const digest of image.blobs) {
    if (!used.has(digest)) context.content.removeBlob(key, digest);
  }
}
