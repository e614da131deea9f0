import { AwsError } from "../service.ts";
import type { EcrContext } from "./context.ts";
import { sha256Digest } from "./digest.ts";
import { imageActionEvent } from "./image-events.ts";
import { isIndexType, ManifestInvalidError, parseManifest } from "./manifest.ts";
import type { ParsedManifest } from "./manifest.ts";
import { repositoryKey, requireRepository } from "./repository.ts";
import type { ImageRecord, Registry, RepositoryRecord } from "./repository.ts";

/** A manifest as a client sends it. */
export interface ManifestPush {
  readonly repositoryName: string;
  readonly bytes: Buffer;
  readonly mediaType: string | undefined;
  readonly tag: string | undefined;
  /** The digest that the client expects. */
  readonly digest: string | undefined;
  /** What PutImage refuses and a registry push accepts: the same image under the same tag again. */
  readonly acceptExisting: boolean;
}

/** Grammar of OCI's distribution specification. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** ECR's quota for an image manifest, bytes. */
const MAXIMUM_MANIFEST = 4 * 1024 * 1024;

/**
 * Stores a manifest, moves the tag to it, and emits the event. What the manifest names must be in
 * the repository. The digest that lost the tag stays, untagged, without an event.
 * @throws AwsError with the codes of PutImage
 */
export async function pushImage(
  context: EcrContext,
  registry: Registry,
  push: ManifestPush,
): Promise<ImageRecord> {
  const repository = requireRepository(context.repositories, registry, push.repositoryName);
  const digest = checkBytes(push);
  const parsed = parse(push);
  requireReferences(context, repository, parsed);
  const existing = Object.hasOwn(repository.images, digest) ? repository.images[digest] : undefined;
  checkTag(repository, push, existing);

  const key = repositoryKey(registry, push.repositoryName);
  const image = existing ?? record(repository, digest, parsed, context.now());
  context.content.writeManifest(key, digest, push.bytes);
  context.repositories.put(key, {
    ...repository,
    images: { ...repository.images, [digest]: image },
    tags: push.tag === undefined ? repository.tags : { ...repository.tags, [push.tag]: digest },
  });
  await context.publish(
    imageActionEvent("PUSH", registry, push.repositoryName, image, push.tag, context.now()),
  );
  return image;
}

function checkBytes(push: ManifestPush): string {
  if (push.bytes.length > MAXIMUM_MANIFEST) {
    throw new AwsError("InvalidParameterException", "The image manifest is larger than 4 MiB");
  }
  if (push.tag !== undefined && !TAG.test(push.tag)) {
    throw new AwsError("InvalidParameterException", `'${push.tag}' is not a valid image tag`);
  }
  const digest = sha256Digest(push.bytes);
  if (push.digest !== undefined && push.digest !== digest) {
    throw new AwsError(
      "ImageDigestDoesNotMatchException",
      `The image digest calculated by Amazon ECR, '${digest}', does not match the digest provided: '${push.digest}'`,
    );
  }
  return digest;
}

function parse(push: ManifestPush): ParsedManifest {
  try {
    return parseManifest(push.bytes, push.mediaType);
  } catch (error) {
    if (!(error instanceof ManifestInvalidError)) throw error;
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter at 'ImageManifest' failed to satisfy constraint: '${error.message}'`,
    );
  }
}

function requireReferences(
  context: EcrContext,
  repository: RepositoryRecord,
  manifest: ParsedManifest,
): void {
  const key = repositoryKey(repository, repository.name);
  const blobs = manifest.blobs.filter(
    ({ digest, size }) => context.content.blobSize(key, digest) !== size,
  );
  if (blobs.length > 0) {
    throw new AwsError(
      "LayersNotFoundException",
      `Layers with digests '${blobs.map(({ digest }) => digest).join(", ")}' required for pushing the image into repository '${repository.name}' in the registry with id '${repository.accountId}' do not exist with the size given`,
    );
  }
  const children = manifest.manifests.filter(
    ({ digest }) => !Object.hasOwn(repository.images, digest),
  );
  if (children.length > 0) {
    throw new AwsError(
      "ReferencedImagesNotFoundException",
      `Images with digests '${children.map(({ digest }) => digest).join(", ")}' required for pushing image into repository '${repository.name}' in the registry with id '${repository.accountId}' do not exist`,
    );
  }
}

function checkTag(
  repository: RepositoryRecord,
  push: ManifestPush,
  existing: ImageRecord | undefined,
): void {
  const { tag } = push;
  const target =
    tag !== undefined && Object.hasOwn(repository.tags, tag) ? repository.tags[tag] : undefined;
  const unchanged = existing !== undefined && (tag === undefined || target === existing.digest);
  if (unchanged && push.acceptExisting) return;
  if (unchanged) {
    throw new AwsError(
      "ImageAlreadyExistsException",
      `Image with digest '${existing.digest}' and tag '${tag ?? ""}' already exists in the repository with name '${repository.name}' in registry with id '${repository.accountId}'`,
    );
  }
  if (target !== undefined && repository.imageTagMutability === "IMMUTABLE") {
    throw new AwsError(
      "ImageTagAlreadyExistsException",
      `The image tag '${push.tag ?? ""}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  }
}

function record(
  repository: RepositoryRecord,
  digest: string,
  manifest: ParsedManifest,
  now: Date,
): ImageRecord {
  const own = manifest.blobs.reduce((sum, { size }) => sum + size, 0);
  const children = manifest.manifests.map((child) => repository.images[child.digest]?.size ?? 0);
  return {
    digest,
    mediaType: manifest.mediaType,
    artifactMediaType: manifest.artifactMediaType,
    pushedAt: now.getTime(),
    size: isIndexType(manifest.mediaType) ? Math.max(0, ...children) : own,
    blobs: manifest.blobs.map((blob) => blob.digest),
    manifests: manifest.manifests.map((child) => child.digest),
    subject: manifest.subject?.digest,
    annotations: manifest.annotations,
  };
}
