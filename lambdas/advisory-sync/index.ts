import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import { createAdvisoryPublication } from "../../adapters/aws/advisory-publication.ts";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { downloadOsvArchive } from "../../adapters/files/advisory-download.ts";
import { readAdvisorySource } from "../../adapters/files/advisory-sources.ts";
import { compileAdvisories, type CompileResult } from "../../adapters/sqlite/advisory-compile.ts";
import { compileStarterAdvisories } from "../../adapters/sqlite/starter-advisories.ts";
import type { AdvisoryBuild } from "../../core/advisories/sync.ts";
import type { RematchRequest } from "../../core/contract/advisory-messages.ts";
import { schemeFor } from "../../core/ecosystems/index.ts";
import { createLogger } from "../runtime/logger.ts";
import { AdvisorySyncEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = AdvisorySyncEnv.parse(process.env);
const logger = createLogger("advisory-sync");
const sqs = new SQSClient({});

function now(): Date {
  return new Date();
}

/** Builds in a folder of its own, which goes with the build. */
async function buildIn(
  compile: (directory: string) => Promise<CompileResult>,
): Promise<AdvisoryBuild> {
  await mkdir(env.WORK_DIRECTORY, { recursive: true });
  const directory = await mkdtemp(join(env.WORK_DIRECTORY, "advisory-sync-"));
  async function discard(): Promise<void> {
    await rm(directory, { recursive: true, force: true });
  }
  try {
    const { files, malformed } = await compile(directory);
    return { files, malformed, pathOf: ({ file }) => join(directory, file), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Takes requests from the advisory-sync queue, and direct invocations. */
export const handler = middy(
  createHandler({
    publication: createAdvisoryPublication(new S3Client({}), env.ADVISORY_BUCKET_NAME),
    buildFromSource: (base, wanted, onProgress) =>
      buildIn(async (directory) => {
        const archive = join(directory, "all.zip");
        const source = await downloadOsvArchive(base, archive, { onProgress });
        const refreshedAt = now().toISOString();
        const options = { directory, coverage: "full", source, refreshedAt, wanted } as const;
        return await compileAdvisories(readAdvisorySource(archive), options);
      }),
    buildStarter: (wanted) =>
      buildIn((directory) => compileStarterAdvisories(directory, now, wanted)),
    isKnown: (ecosystem) => schemeFor(ecosystem) !== undefined,
    rematches: createSqsQueue<RematchRequest>(
      sqs,
      env.REMATCH_QUEUE_URL,
      ({ organizationId }) => organizationId,
    ),
    postpone: createSqsPostpone(sqs, env.ADVISORY_SYNC_QUEUE_URL),
    random: Math.random,
    log: logger,
    now,
  }),
).use(injectLambdaContext(logger));
