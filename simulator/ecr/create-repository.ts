import { AwsError } from "../service.ts";
import type { EcrContext } from "./context.ts";
import { isRepositoryName, repositoryKey } from "./repository.ts";
import type { Registry, RepositoryRecord } from "./repository.ts";

/** What a new repository may be told. */
export interface NewRepository {
  /** Answer an existing repository instead of an error. */
  readonly ifAbsent?: boolean;
  readonly imageTagMutability?: "MUTABLE" | "IMMUTABLE" | undefined;
  readonly tags?: RepositoryRecord["resourceTags"] | undefined;
}

/**
 * Creates a repository.
 * @throws AwsError RepositoryAlreadyExistsException, InvalidParameterException
 */
export function createRepository(
  context: EcrContext,
  registry: Registry,
  name: string,
  options: NewRepository = {},
): RepositoryRecord {
  const key = repositoryKey(registry, name);
  const existing = context.repositories.get(key);
  if (existing !== undefined && options.ifAbsent === true) return existing;
  if (existing !== undefined) {
    throw new AwsError(
      "RepositoryAlreadyExistsException",
      `The repository with name '${name}' already exists in the registry with id '${registry.accountId}'`,
    );
  }
  if (!isRepositoryName(name)) {
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter at 'repositoryName' failed to satisfy constraint: '${name}' is not a valid repository name`,
    );
  }
  // What a process killed while deleting may have left.
  context.content.removeRepository(key);
  const created: RepositoryRecord = {
    accountId: registry.accountId,
    region: registry.region,
    name,
    createdAt: context.now().getTime(),
    imageTagMutability: options.imageTagMutability ?? "MUTABLE",
    resourceTags: options.tags ?? [],
    images: {},
    tags: {},
  };
  context.repositories.put(key, created);
  return created;
}
