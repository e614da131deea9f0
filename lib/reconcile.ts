import {
  Duration,
  aws_scheduler as scheduler,
  aws_scheduler_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { ScheduledRound } from "../core/contract/reconcile-message.ts";
import type { ReconcileEnv } from "../lambdas/reconcile/env.ts";
import { allowCustomerRoles } from "./assume-customer-roles.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. A long listing goes on in a further message. */
const TIMEOUT = 300;
/**
 * Minutes from one round to the next: registries that send no events are listed as often. What
 * is needed less often is not asked for by each round.
 */
const ROUND_MINUTES = 5;

/** What looking at registries needs. */
export interface ReconcileProps {
  readonly storage: Storage;
  /** Queue of images to look at. */
  readonly analysis: WorkQueue;
  /** Queue of the read model's changes. */
  readonly readModel: WorkQueue;
  /** Queue of integrations to check, and of keys to renew. */
  readonly check: WorkQueue;
}

/** The queue, the function and the schedule that compare registries with what is stored. */
export class Reconcile extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: ReconcileProps) {
    super(scope, id);
    const { storage, analysis, readModel, check } = props;
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
        CHECK_QUEUE_URL: check.url,
      },
    });
    storage.grantTable(reconcile, "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    storage.blobs.grant(reconcile, "delete");
    allowCustomerRoles(reconcile);
    for (const queue of [this.queue, analysis, readModel, check]) queue.grantSend(reconcile);
    this.queue.feed(reconcile, { batchSize: 1, maxConcurrency: 5, postpones: true });
    this.#schedule();
  }

  #schedule(): void {
    const round: ScheduledRound = {
      kind: "round",
      requestedAt: scheduler.ContextAttribute.scheduledTime,
      everyMinutes: ROUND_MINUTES,
    };
    new scheduler.Schedule(this, "Round", {
      description: "ecr-scout: what every integration needs now and then",
      schedule: scheduler.ScheduleExpression.rate(Duration.minutes(ROUND_MINUTES)),
      timeWindow: scheduler.TimeWindow.off(),
      target: new targets.SqsSendMessage(this.queue.queue, {
        input: scheduler.ScheduleTargetInput.fromObject(round),
      }),
    });
  }
}
