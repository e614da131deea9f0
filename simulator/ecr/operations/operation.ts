import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import { AwsError } from "../../service.ts";
import type { Caller, Document, Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { repositoryArn } from "../repository.ts";
import type { Registry } from "../repository.ts";

/** Members that many of ECR's operations share. */
export const repositoryInput = {
  registryId: z.string().optional(),
  repositoryName: z.string(),
};

/** An image by tag, digest or both. */
export const imageIdentifier = z.strictObject({
  imageDigest: z.string().optional(),
  imageTag: z.string().optional(),
});

/** Paging as ECR writes it: at most 1000, by default 100. */
export const paging = {
  nextToken: z.string().optional(),
  maxResults: z.int().min(1).max(1000).default(100),
};

/** What an operation's body gets: its input, checked, and the registry that it is about. */
export interface EcrRequest<Input> {
  readonly context: EcrContext;
  readonly input: Input;
  readonly registry: Registry;
  readonly caller: Caller;
}

/** What an input may say about the repository that it means. */
const target = z.object({
  registryId: z.string().optional(),
  repositoryName: z.string().optional(),
});

/**
 * An operation on repositories: checks the input, refuses other accounts' registries, and asks IAM
 * for `ecr:<name>` on the repository (on all of them when the input names none).
 */
export function ecrOperation<Input>(
  context: EcrContext,
  name: string,
  schema: z.ZodType<Input>,
  body: (request: EcrRequest<Input>) => Promise<Document> | Document,
): Operation {
  return async (raw, caller) => {
    const input = parseInput(schema, raw, "InvalidParameterException");
    const { registryId = caller.accountId, repositoryName = "*" } = target.parse(raw);
    const registry = { accountId: caller.accountId, region: caller.region };
    const arn = repositoryArn({ ...registry, accountId: registryId }, repositoryName);
    if (registryId !== caller.accountId) {
      throw new AwsError(
        "AccessDeniedException",
        `User: ${caller.arn} is not authorized to perform: ecr:${name} on resource: ${arn} because no resource-based policy allows the ecr:${name} action`,
      );
    }
    context.authorize(caller, `ecr:${name}`, arn);
    return body({ context, input, registry, caller });
  };
}
