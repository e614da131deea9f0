import { Construct } from "constructs";
import { CHECK_ATTEMPTS } from "../core/contract/check-message.ts";
import type { CheckEnv } from "../lambdas/check/env.ts";
import { allowCustomerRoles } from "./assume-customer-roles.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. A check asks a customer's account some ten questions, one after the other. */
const TIMEOUT = 60;

/** What checking integrations and rotating their keys needs. */
export interface CheckProps {
  readonly storage: Storage;
  /** Where the API is reached, without `/v1`: customers' API destinations should send there. */
  readonly publicUrl: string;
  /** Of the published customer template. */
  readonly templateVersion: string;
}

/** The queue and the function that look after customers' stacks and their keys. */
export class Check extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: CheckProps) {
    super(scope, id);
    const { storage, publicUrl, templateVersion } = props;
    this.queue = new WorkQueue(this, "Requests", {
      name: "check",
      consumerTimeout: TIMEOUT,
      attempts: CHECK_ATTEMPTS,
      tolerableAge: 6 * 3600,
    });
    const check = new LambdaFunction<typeof CheckEnv>(this, "Function", {
      name: "check",
      description: "checks customers' stacks, and gives them new keys",
      memory: 1024,
      timeout: TIMEOUT,
      assumesCustomerRoles: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        CHECK_QUEUE_URL: this.queue.url,
        CALLBACK_URL: publicUrl,
        TEMPLATE_VERSION: templateVersion,
      },
    });
    storage.grantTable(check, "GetItem", "PutItem");
    allowCustomerRoles(check);
    // The fewest that SQS allows: nobody waits, and customers' quotas are theirs.
    this.queue.feed(check, { batchSize: 1, maxConcurrency: 2, postpones: true });
  }
}
