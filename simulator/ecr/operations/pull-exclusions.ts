import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { exclusionKey } from "../record-pull.ts";
import { ecrOperation, paging } from "./operation.ts";

/** ECR's quota of exclusions a registry. */
const MAXIMUM = 100;

const principalInput = z.strictObject({
  principalArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/),
});
const listInput = z.strictObject(paging);

/**
 * RegisterPullTimeUpdateExclusion, DeregisterPullTimeUpdateExclusion, ListPullTimeUpdateExclusions:
 * principals whose pulls leave no trace in lastRecordedPullTime.
 */
export function pullExclusionOperations(context: EcrContext): Record<string, Operation> {
  const { exclusions } = context;
  const register = "RegisterPullTimeUpdateExclusion";
  const deregister = "DeregisterPullTimeUpdateExclusion";
  const list = "ListPullTimeUpdateExclusions";
  const of = (prefix: string) => exclusions.entries().filter(([key]) => key.startsWith(prefix));
  return {
    [register]: ecrOperation(context, register, principalInput, ({ input, registry }) => {
      const { principalArn } = input;
      const key = exclusionKey(registry, principalArn);
      if (exclusions.get(key) !== undefined) {
        throw new AwsError(
          "ExclusionAlreadyExistsException",
          `A pull time update exclusion for '${principalArn}' already exists`,
        );
      }
      if (of(exclusionKey(registry, "")).length >= MAXIMUM) {
        throw new AwsError(
          "LimitExceededException",
          `A registry has at most ${MAXIMUM} pull time update exclusions`,
        );
      }
      const createdAt = context.now().getTime();
      exclusions.put(key, { principalArn, createdAt });
      return { principalArn, createdAt: createdAt / 1000 };
    }),

    [deregister]: ecrOperation(context, deregister, principalInput, ({ input, registry }) => {
      const { principalArn } = input;
      const key = exclusionKey(registry, principalArn);
      if (exclusions.get(key) === undefined) {
        throw new AwsError(
          "ExclusionNotFoundException",
          `There is no pull time update exclusion for '${principalArn}'`,
        );
      }
      exclusions.delete(key);
      return { principalArn };
    }),

    [list]: ecrOperation(context, list, listInput, ({ input, registry }) => {
      const found = of(exclusionKey(registry, "")).map(([, { principalArn }]) => principalArn);
      const page = paginate(found, input.maxResults, input.nextToken, "InvalidParameterException");
      return { pullTimeUpdateExclusions: page.items, nextToken: page.nextToken };
    }),
  };
}
