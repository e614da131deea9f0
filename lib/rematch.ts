import { Construct } from "constructs";
import type { RematchEnv } from "../lambdas/rematch/env.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { READ_MODEL_DISK, type Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. A large read model and the advisories may have to be fetched first. */
const TIMEOUT = 60;

/** What matching again needs. */
export interface RematchProps {
  readonly storage: Storage;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
}

/** The queue and the function that match stored inventories against newer advisories. */
export class Rematch extends Construct {
  readonly queue: WorkQueue;
  readonly function: LambdaFunction<typeof RematchEnv>;

  constructor(scope: Construct, id: string, { storage, readModel }: RematchProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, "Requests", {
      name: "rematch",
      consumerTimeout: TIMEOUT,
      // A fleet of 100,000 images waits for its turn for some hours.
      tolerableAge: 6 * 3600,
    });
    this.function = new LambdaFunction<typeof RematchEnv>(this, "Function", {
      name: "rematch",
      description: "matches stored inventories again when advisories changed",
      memory: 1769,
      timeout: TIMEOUT,
      disk: READ_MODEL_DISK,
      sendsToItself: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        BLOB_BUCKET_NAME: storage.blobs.name,
        ADVISORY_BUCKET_NAME: storage.advisories.name,
        READ_MODEL_BUCKET_NAME: storage.readModels.name,
        READ_MODEL_QUEUE_URL: readModel.url,
        REMATCH_QUEUE_URL: this.queue.url,
        WORK_DIRECTORY: "/tmp/rematch",
      },
    });
    storage.grantTable(this.function, "GetItem", "UpdateItem");
    storage.blobs.grant(this.function, "read", "write");
    storage.advisories.grant(this.function, "read");
    storage.readModels.grant(this.function, "read");
    readModel.grantSend(this.function);
    this.queue.grantSend(this.function);
    this.queue.feed(this.function, { batchSize: 1, maxConcurrency: 10, postpones: true });
  }
}
