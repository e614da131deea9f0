import { Construct } from "constructs";
import { SETUP_ATTEMPTS } from "../core/contract/setup-message.ts";
import type { SetupEndpointEnv } from "../lambdas/setup-endpoint/env.ts";
import type { SetupNotificationEnv } from "../lambdas/setup-notification/env.ts";
import { allowCustomerRoles } from "./assume-customer-roles.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds. SNS waits 15, and sends again what took longer. */
const ENDPOINT_TIMEOUT = 10;
/** Seconds. A message that can't be done yet is put off rather than waited for. */
const NOTIFICATION_TIMEOUT = 20;
/** What the handshake needs. */
export interface SetupProps {
  readonly storage: Storage;
  /** Queue of registries to list. */
  readonly reconcile: WorkQueue;
}

/** The handshake with a customer's stack: the endpoint of its topic, and what answers it. */
export class Setup extends Construct {
  readonly endpoint: LambdaFunction<typeof SetupEndpointEnv>;

  constructor(scope: Construct, id: string, { storage, reconcile }: SetupProps) {
    super(scope, id);
    const queue = new WorkQueue(this, "Messages", {
      name: "setup",
      consumerTimeout: NOTIFICATION_TIMEOUT,
      attempts: SETUP_ATTEMPTS,
      tolerableAge: 600,
    });
    this.endpoint = new LambdaFunction<typeof SetupEndpointEnv>(this, "Endpoint", {
      name: "setup-endpoint",
      description: "verifies the messages of customers' stacks",
      // A cold start with a certificate to fetch must fit into SNS's 15 seconds.
      memory: 1024,
      timeout: ENDPOINT_TIMEOUT,
      environment: {
        TABLE_NAME: storage.table.tableName,
        SETUP_QUEUE_URL: queue.url,
      },
    });
    storage.grantTable(this.endpoint, "GetItem", "PutItem");
    queue.grantSend(this.endpoint);

    const notification = new LambdaFunction<typeof SetupNotificationEnv>(this, "Notification", {
      name: "setup-notification",
      description: "answers the custom resources of customers' stacks",
      memory: 1024,
      timeout: NOTIFICATION_TIMEOUT,
      assumesCustomerRoles: true,
      environment: {
        TABLE_NAME: storage.table.tableName,
        SETUP_QUEUE_URL: queue.url,
        RECONCILE_QUEUE_URL: reconcile.url,
        MAX_RECEIVE_COUNT: String(queue.attempts),
      },
    });
    storage.grantTable(notification, "GetItem", "PutItem", "UpdateItem", "DeleteItem");
    allowCustomerRoles(notification);
    reconcile.grantSend(notification);
    // Side by side: each waits for AWS most of the time.
    queue.feed(notification, { batchSize: 5, maxConcurrency: 10, postpones: true });
  }
}
