import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { updateReadModel, type UpdateDependencies } from "../../core/images/read-model-update.ts";
import type { Log } from "../../core/log.ts";

/** Left for publishing what was applied, before the function is stopped: at most this, … */
const PUBLISHING_MILLISECONDS = 60_000;
/** … and of a short function this share of its time. */
const PUBLISHING_SHARE = 0.25;

/** What the function needs. */
export interface ReadModelDependencies extends Omit<UpdateDependencies, "mustStop"> {
  readonly log: Log;
}

/** A message and what it says. */
interface Received {
  readonly messageId: string;
  readonly change: ReadModelChange;
}

/**
 * Applies a batch of changes: each organization's at once, one publication for all of them.
 * What failed returns to the queue and, after its last attempt, goes to the dead-letter
 * queue, whence it can be redriven. So does what is no change at all: it is ours, so it is a
 * defect that somebody must see.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createHandler(
  dependencies: ReadModelDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const failures = new Set<string>();
    const received = event.Records.flatMap((record) => {
      const change = parse(record);
      if (change) return [{ messageId: record.messageId, change }];
      dependencies.log.error("message is no change", { messageId: record.messageId });
      failures.add(record.messageId);
      return [];
    });
    const reserve = Math.min(
      PUBLISHING_MILLISECONDS,
      context.getRemainingTimeInMillis() * PUBLISHING_SHARE,
    );
    const mustStop = () => context.getRemainingTimeInMillis() < reserve;
    for (const [organizationId, own] of Map.groupBy(received, organizationOf)) {
      const failed = await update({ ...dependencies, mustStop }, organizationId, own);
      for (const messageId of failed) failures.add(messageId);
    }
    return { batchItemFailures: [...failures].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** @returns Identifiers of the messages that failed. */
async function update(
  dependencies: ReadModelDependencies & UpdateDependencies,
  organizationId: string,
  received: readonly Received[],
): Promise<readonly string[]> {
  const { log } = dependencies;
  const changes = received.map(({ change }) => change);
  try {
    const failed = await updateReadModel(dependencies, organizationId, changes);
    for (const { change, error } of failed) log.warn("change not applied", { ...change, error });
    log.info("read model updated", {
      organizationId,
      changes: changes.length,
      failed: failed.length,
    });
    const causes = new Set(failed.map(({ change }) => change));
    return received.filter(({ change }) => causes.has(change)).map(({ messageId }) => messageId);
  } catch (error) {
    log.error("read model not updated", { organizationId, changes: changes.length, error });
    return received.map(({ messageId }) => messageId);
  }
}

function organizationOf({ change }: Received): string {
  return change.organizationId;
}

function parse(record: SQSRecord): ReadModelChange | undefined {
  try {
    return ReadModelChange.safeParse(JSON.parse(record.body)).data;
  } catch {
    return undefined;
  }
}
