import { Construct } from "constructs";
import type { ReadModelEnv } from "../lambdas/read-model/env.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { READ_MODEL_DISK, type Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. Short, so that what failed returns soon: a batch is bounded by its own clock. */
const TIMEOUT = 120;
/** Seconds. One publication for all that happened meanwhile: each uploads the whole file (ADR 3). */
const BATCH_WINDOW = 2;

/** The queue of changes and the function that makes lists of them. */
export class ReadModel extends Construct {
  readonly queue: WorkQueue;
  readonly function: LambdaFunction<typeof ReadModelEnv>;

  constructor(scope: Construct, id: string, { storage }: { readonly storage: Storage }) {
    super(scope, id);
    this.queue = new WorkQueue(this, "Changes", {
      name: "read-model",
      consumerTimeout: TIMEOUT,
      batchWindow: BATCH_WINDOW,
      tolerableAge: 900,
    });
    this.function = new LambdaFunction<typeof ReadModelEnv>(this, "Writer", {
      name: "read-model",
      description: "applies changes to an organization's lists and publishes them",
      memory: 1769,
      timeout: TIMEOUT,
      disk: READ_MODEL_DISK,
      sendsToItself: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        BLOB_BUCKET_NAME: storage.blobs.name,
        READ_MODEL_BUCKET_NAME: storage.readModels.name,
        READ_MODEL_QUEUE_URL: this.queue.url,
        WORK_DIRECTORY: "/tmp/read-model",
      },
    });
    // PutItem: the numbers of a day.
    storage.grantTable(this.function, "GetItem", "Query", "PutItem");
    storage.blobs.grant(this.function, "read");
    storage.readModels.grant(this.function, "read", "write", "delete");
    this.queue.grantSend(this.function);
    // More writers would only throw each other's work away.
    this.queue.feed(this.function, { batchSize: 200, maxConcurrency: 2, postpones: false });
  }
}
