import type { Collection } from "../state/collection.ts";
import { AwsError } from "../service.ts";

/** A private registry: one per account and Region. */
export interface Registry {
  readonly accountId: string;
  readonly region: string;
}

/** A stored manifest (image, index or artifact) of a repository. */
export interface ImageRecord {
  readonly digest: string;
  readonly mediaType: string;
  /** `artifactType`, else the media type of the config; undefined for plain indexes. */
  readonly artifactMediaType?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly pushedAt: number;
  /** Milliseconds since the epoch; refreshed at most once a day. */
  readonly lastPulledAt?: number | undefined;
  /** Compressed bytes; of an index the largest of its manifests. */
  readonly size: number;
  /** Digests of the blobs (config and layers) that it needs. */
  readonly blobs: readonly string[];
  /** Digests of the manifests that it lists. */
  readonly manifests: readonly string[];
  /** Digest of the manifest that it refers to (OCI `subject`). */
  readonly subject?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** A repository with its images by digest and its tags. */
export interface RepositoryRecord extends Registry {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly imageTagMutability: "MUTABLE" | "IMMUTABLE";
  readonly resourceTags: readonly { readonly Key: string; readonly Value: string }[];
  readonly images: Readonly<Record<string, ImageRecord>>;
  /** Tag → digest. */
  readonly tags: Readonly<Record<string, string>>;
}

export type RepositoryStore = Collection<RepositoryRecord>;

/** Grammar of OCI's distribution specification; ECR asks for 2 to 256 characters. */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** Whether ECR would accept the name for a repository. */
export function isRepositoryName(name: string): boolean {
  return name.length >= 2 && name.length <= 256 && NAME.test(name);
}

/** Key of a repository in its store. */
export function repositoryKey(registry: Registry, name: string): string {
  return `${registry.accountId}/${registry.region}/${name}`;
}

/** ARN of a repository; `name` may be `*`. */
export function repositoryArn(registry: Registry, name: string): string {
  return `arn:aws:ecr:${registry.region}:${registry.accountId}:repository/${name}`;
}

/** @throws AwsError RepositoryNotFoundException, in ECR's words. */
export function requireRepository(
  repositories: RepositoryStore,
  registry: Registry,
  name: string,
): RepositoryRecord {
  const found = repositories.get(repositoryKey(registry, name));
  if (found !== undefined) return found;
  throw new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist in the registry with id '${registry.accountId}'`,
  );
}

/** Repositories of a registry, by name. */
export function repositoriesOf(
  repositories: RepositoryStore,
  registry: Registry,
): readonly RepositoryRecord[] {
  const prefix = repositoryKey(registry, "");
  return repositories
    .entries()
    .filter(([key]) => key.startsWith(prefix))
    .map(([, repository]) => repository);
}

/** Tags of an image, in byte order. */
export function tagsOf(repository: RepositoryRecord, digest: string): readonly string[] {
  return Object.entries(repository.tags)
    .filter(([, target]) => target === digest)
    .map(([tag]) => tag)
    .sort();
}

/** The image that a tag or a digest names. */
export function findImage(
  repository: RepositoryRecord,
  reference: { readonly imageTag?: string | undefined; readonly imageDigest?: string | undefined },
): ImageRecord | undefined {
  const { imageTag, imageDigest } = reference;
  const tagged = imageTag === undefined ? undefined : own(repository.tags, imageTag);
  if (imageTag !== undefined && tagged === undefined) return undefined;
  if (imageDigest !== undefined && tagged !== undefined && tagged !== imageDigest) return undefined;
  const digest = imageDigest ?? tagged;
  return digest === undefined ? undefined : own(repository.images, digest);
}

/** Tags and digests come from clients: names like `constructor` must not find inherited members. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
