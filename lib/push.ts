import { Construct } from "constructs";
import type { PushEventEnv } from "../lambdas/push-event/env.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What taking events needs. */
export interface PushProps {
  readonly storage: Storage;
  /** Queue of images to look at. */
  readonly analysis: WorkQueue;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
  /** Queue of repositories to look at. */
  readonly reconcile: WorkQueue;
}

/** The function that API destinations call for each push and delete. */
export class Push extends Construct {
  readonly function: LambdaFunction<typeof PushEventEnv>;

  constructor(scope: Construct, id: string, props: PushProps) {
    super(scope, id);
    const { storage, analysis, readModel, reconcile } = props;
    this.function = new LambdaFunction<typeof PushEventEnv>(this, "Function", {
      name: "push-event",
      description: "takes customers' ECR events",
      // A cold start with its first calls must fit into EventBridge's 5 seconds.
      memory: 1024,
      timeout: 5,
      environment: {
        TABLE_NAME: storage.table.tableName,
        ANALYSIS_QUEUE_URL: analysis.url,
        READ_MODEL_QUEUE_URL: readModel.url,
        RECONCILE_QUEUE_URL: reconcile.url,
      },
    });
    storage.grantTable(this.function, "GetItem", "PutItem", "UpdateItem");
    for (const queue of [analysis, readModel, reconcile]) queue.grantSend(this.function);
  }
}
