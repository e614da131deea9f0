import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import {
  publishStarter,
  type PublishStarterDependencies,
} from "../../core/advisories/publish-starter.ts";
import { createAdvisorySync, type AdvisorySyncDependencies } from "../../core/advisories/sync.ts";
import {
  AdvisoryStarterRequest,
  AdvisorySyncRequest,
} from "../../core/contract/advisory-messages.ts";
import { createSqsBatchHandler } from "../runtime/sqs-batch.ts";

/** What the function needs. */
export interface AdvisorySyncFunctionDependencies
  extends AdvisorySyncDependencies, PublishStarterDependencies {
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What a direct invocation answers. */
export interface StarterResult {
  /** Ecosystems whose starter set was published. */
  readonly published: readonly string[];
}

/**
 * Takes requests from its queue, or is invoked with `{"starter": true}` by an operator, and by
 * local mode at its start.
 */
export function createHandler(
  dependencies: AdvisorySyncFunctionDependencies,
): (event: unknown, context: Context) => Promise<SQSBatchResponse | StarterResult> {
  const { log, postpone, random } = dependencies;
  const handleBatch = createSqsBatchHandler({
    schema: AdvisorySyncRequest,
    handle: createAdvisorySync(dependencies),
    log,
    postpone,
    random,
  });
  return async (event, context) => {
    if (AdvisoryStarterRequest.safeParse(event).success)
      return { published: await publishStarter(dependencies) };
    // Lambda itself gives the batch its form; only the bodies are somebody's.
    return await handleBatch(event as SQSEvent, context);
  };
}
