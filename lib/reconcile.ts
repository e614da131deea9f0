import { Construct } from "constructs";
import type { ReconcileEnv } from "../lambdas/reconcile/env.ts";
import { allowCustomerRoles } from "./assume-customer-roles.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. A long listing goes on in a further message. */
const TIMEOUT = 120;

/** What looking at registries needs. */
export interface ReconcileProps {
  readonly storage: Storage;
  /** Queue of images to look at. */
  readonly analysis: WorkQueue;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
}

/** The queue and the function that compare registries with what is stored. */
export class Reconcile extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { storage, analysis, readModel }: ReconcileProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, "Requests", {
      name: "reconcile",
      consumerTimeout: TIMEOUT,
      tolerableAge: 2 * 3600,
    });
    const reconcile = new LambdaFunction<typeof ReconcileEnv>(this, "Function", {
      name: "reconcile",
      description: "lists registries, analyses what was activated, forgets what was removed",
      memory: 1024,
      timeout: TIMEOUT,
      assumesCustomerRoles: true,
      sendsToItself: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        BLOB_BUCKET_NAME: storage.blobs.name,
        RECONCILE_QUEUE_URL: this.queue.url,
        ANALYSIS_QUEUE_URL: analysis.url,
        READ_MODEL_QUEUE_URL: readModel.url,
      },
    });
    storage.grantTable(reconcile, "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    storage.blobs.grant(reconcile, "delete");
    allowCustomerRoles(reconcile);
    for (const queue of [this.queue, analysis, readModel]) queue.grantSend(reconcile);
    this.queue.feed(reconcile, { batchSize: 1, maxConcurrency: 5, postpones: true });
  }
}
