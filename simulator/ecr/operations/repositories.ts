import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Document, Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { createRepository } from "../create-repository.ts";
import { registryHost } from "../hosts.ts";
import { repositoryDeletedEvent } from "../image-events.ts";
import { repositoriesOf, repositoryArn, repositoryKey, requireRepository } from "../repository.ts";
import type { RepositoryRecord } from "../repository.ts";
import { ecrOperation, paging, repositoryInput } from "./operation.ts";

const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string().default("") }));
const createInput = z.strictObject({
  ...repositoryInput,
  tags: tags.optional(),
  imageTagMutability: z.enum(["MUTABLE", "IMMUTABLE"]).optional(),
});
const describeInput = z.strictObject({
  registryId: z.string().optional(),
  repositoryNames: z.array(z.string()).min(1).max(100).optional(),
  ...paging,
});
const deleteInput = z.strictObject({ ...repositoryInput, force: z.boolean().optional() });
const tagsInput = z.strictObject({ resourceArn: z.string() });

/** CreateRepository, DescribeRepositories, DeleteRepository, ListTagsForResource. */
export function repositoryOperations(context: EcrContext): Record<string, Operation> {
  return {
    CreateRepository: ecrOperation(context, "CreateRepository", createInput, (request) => {
      const { input, registry } = request;
      return {
        repository: describe(createRepository(context, registry, input.repositoryName, input)),
      };
    }),

    DescribeRepositories: ecrOperation(
      context,
      "DescribeRepositories",
      describeInput,
      (request) => {
        const { input, registry } = request;
        const found =
          input.repositoryNames?.map((name) =>
            requireRepository(context.repositories, registry, name),
          ) ?? repositoriesOf(context.repositories, registry);
        const page = paginate(
          found,
          input.maxResults,
          input.nextToken,
          "InvalidParameterException",
        );
        return { repositories: page.items.map(describe), nextToken: page.nextToken };
      },
    ),

    DeleteRepository: ecrOperation(context, "DeleteRepository", deleteInput, async (request) => {
      const { input, registry, caller } = request;
      const repository = requireRepository(context.repositories, registry, input.repositoryName);
      if (input.force !== true && Object.keys(repository.images).length > 0) {
        throw new AwsError(
          "RepositoryNotEmptyException",
          `The repository with name '${repository.name}' in registry with id '${registry.accountId}' cannot be deleted because it still contains images`,
        );
      }
      const key = repositoryKey(registry, repository.name);
      context.repositories.delete(key);
      context.content.removeRepository(key);
      await context.publish(repositoryDeletedEvent(repository, input.force, caller, context.now()));
      return { repository: describe(repository) };
    }),

    ListTagsForResource: ecrOperation(context, "ListTagsForResource", tagsInput, (request) => {
      const { input, registry } = request;
      const repository = repositoriesOf(context.repositories, registry).find(
        ({ name }) => repositoryArn(registry, name) === input.resourceArn,
      );
      if (repository !== undefined) return { tags: repository.resourceTags };
      throw new AwsError(
        "RepositoryNotFoundException",
        `The repository '${input.resourceArn}' does not exist in the registry with id '${registry.accountId}'`,
      );
    }),
  };
}

function describe(repository: RepositoryRecord): Document {
  const { accountId, name } = repository;
  return {
    repositoryArn: repositoryArn(repository, name),
    registryId: accountId,
    repositoryName: name,
    repositoryUri: `${registryHost(repository)}/${name}`,
    createdAt: repository.createdAt / 1000,
    imageTagMutability: repository.imageTagMutability,
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: "AES256" },
  };
}
