import { Construct } from "constructs";
import { ANALYSIS_ATTEMPTS } from "../core/contract/analysis-request.ts";
import type { AnalyzerEnv } from "../lambdas/analyzer/env.ts";
import { allowCustomerRoles } from "./assume-customer-roles.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** What differs between the functions for small and for large images. */
interface Size {
  /** Seconds. */
  readonly timeout: number;
  /** MB. Memory stays near 250 MB for usual images; what is above it is mostly processors. */
  readonly memory: number;
  readonly maxConcurrency: number;
  /** Seconds. */
  readonly tolerableAge: number;
}

/**
 * Short for most images, so that a crash is made up for soon (the visibility timeout is six
 * times this); the most that Lambda allows for the few that need it.
 */
const SIZES = {
  small: { timeout: 150, memory: 2048, maxConcurrency: 20, tolerableAge: 1800 },
  large: { timeout: 900, memory: 4096, maxConcurrency: 5, tolerableAge: 4 * 3600 },
} as const satisfies Record<string, Size>;

/** MB: the compiled advisories of the ecosystems that an instance has met. */
const DISK = 4096;

/** What analysing images needs. */
export interface AnalysisProps {
  readonly storage: Storage;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
  /** Queue of ecosystems whose advisories are wanted. */
  readonly advisorySync: WorkQueue;
}

/** The queues and functions that read images: one pair for small ones, one for large ones. */
export class Analysis extends Construct {
  readonly queue: WorkQueue;
  readonly largeQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: AnalysisProps) {
    super(scope, id);
    this.queue = this.#queue("Requests", "analysis", SIZES.small);
    this.largeQueue = this.#queue("LargeRequests", "large-analysis", SIZES.large);
    this.#analyzer("Analyzer", "small", this.queue, props);
    this.#analyzer("LargeAnalyzer", "large", this.largeQueue, props);
  }

  #queue(id: string, name: string, { timeout, tolerableAge }: Size): WorkQueue {
    return new WorkQueue(this, id, {
      name,
      consumerTimeout: timeout,
      attempts: ANALYSIS_ATTEMPTS,
      tolerableAge,
    });
  }

  #analyzer(id: string, sizeClass: keyof typeof SIZES, own: WorkQueue, props: AnalysisProps): void {
    const { storage, readModel, advisorySync } = props;
    const { timeout, memory, maxConcurrency } = SIZES[sizeClass];
    const analyzer = new LambdaFunction<typeof AnalyzerEnv>(this, id, {
      name: sizeClass === "small" ? "analyzer" : "large-analyzer",
      folder: "analyzer",
      description: `reads ${sizeClass} images once and stores what is in them`,
      memory,
      timeout,
      disk: DISK,
      assumesCustomerRoles: true,
      // A large repository's check goes from page to page, and indexes lead to images.
      sendsToItself: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        BLOB_BUCKET_NAME: storage.blobs.name,
        ADVISORY_BUCKET_NAME: storage.advisories.name,
        ANALYSIS_QUEUE_URL: this.queue.url,
        LARGE_ANALYSIS_QUEUE_URL: this.largeQueue.url,
        READ_MODEL_QUEUE_URL: readModel.url,
        ADVISORY_SYNC_QUEUE_URL: advisorySync.url,
        SIZE_CLASS: sizeClass,
        WORK_DIRECTORY: "/tmp",
        MAX_RECEIVE_COUNT: String(own.attempts),
      },
    });
    storage.grantTable(
      analyzer,
      "GetItem",
      "BatchGetItem",
      "Query",
      "PutItem",
      "UpdateItem",
      "DeleteItem",
    );
    storage.blobs.grant(analyzer, "read", "write", "delete");
    storage.advisories.grant(analyzer, "read");
    allowCustomerRoles(analyzer);
    for (const queue of [this.queue, readModel, advisorySync]) queue.grantSend(analyzer);
    // The one that is made for large images hands none over.
    if (sizeClass === "small") this.largeQueue.grantSend(analyzer);
    own.feed(analyzer, { batchSize: 1, maxConcurrency, postpones: true });
  }
}
