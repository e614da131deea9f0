import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { RematchRequest } from "../../core/contract/advisory-messages.ts";
import { rematchImage, type RematchDependencies } from "../../core/findings/rematch.ts";
import { imageIdOf } from "../../core/images/image-id.ts";
import type { ImageKey } from "../../core/images/port.ts";
import type { Log } from "../../core/log.ts";
import type { Queue } from "../../core/queue.ts";
import { createSqsBatchHandler } from "../runtime/sqs-batch.ts";

/** What the function needs. */
export interface RematchFunctionDependencies extends RematchDependencies {
  /** Analysed images that hold packages of an advisory ecosystem. */
  imagesOfEcosystem(organizationId: string, ecosystem: string): Promise<readonly ImageKey[]>;
  readonly requests: Queue<RematchRequest>;
  readonly log: Log;
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Takes requests from the rematch queue: an ecosystem becomes one request for each image that
 * holds packages of it, an image is matched again.
 */
export function createHandler(
  dependencies: RematchFunctionDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { log, postpone, random } = dependencies;
  return createSqsBatchHandler({
    schema: RematchRequest,
    handle: (request) => handle(dependencies, request),
    log,
    postpone,
    random,
  });
}

async function handle(
  dependencies: RematchFunctionDependencies,
  request: RematchRequest,
): Promise<void> {
  const { log, requests } = dependencies;
  if (request.kind === "ecosystem") {
    const { organizationId, ecosystem } = request;
    const keys = await dependencies.imagesOfEcosystem(organizationId, ecosystem);
    await requests.sendAll(
      keys.map(({ registry, repository, digest }) => ({
        kind: "image",
        organizationId,
        registry,
        repository,
        digest,
      })),
    );
    log.info("rematch requested", { organizationId, ecosystem, images: keys.length });
    return;
  }
  const { kind, ...key } = request;
  const outcome = await rematchImage(dependencies, key);
  log.info(outcome.kind === "matched" ? "rematch finished" : "rematch skipped", {
    imageId: imageIdOf(key),
    ...key,
    ...(outcome.kind === "matched" ? { vulnerabilities: outcome.report.counts } : {}),
  });
}
