import type { SQSClient } from "@aws-sdk/client-sqs";
import type { FunctionName, Functions } from "./functions.ts";
import type { Queue, QueueName } from "./infrastructure.ts";
import { QueuePoller } from "./queue-poller.ts";

/** Which queue invokes which function, and how, as the CDK app maps them. */
const EVENT_SOURCES: readonly {
  readonly queue: QueueName;
  readonly function: FunctionName;
  readonly batchSize: number;
  readonly concurrency: number;
}[] = [
  { queue: "analysis", function: "analyzer", batchSize: 1, concurrency: 2 },
  { queue: "large-analysis", function: "large-analyzer", batchSize: 1, concurrency: 1 },
  { queue: "read-model", function: "read-model", batchSize: 10, concurrency: 1 },
  { queue: "advisory-sync", function: "advisory-sync", batchSize: 1, concurrency: 1 },
  { queue: "rematch", function: "rematch", batchSize: 1, concurrency: 1 },
  { queue: "setup", function: "setup-notification", batchSize: 1, concurrency: 2 },
  { queue: "reconcile", function: "reconcile", batchSize: 1, concurrency: 1 },
  { queue: "check", function: "check", batchSize: 1, concurrency: 1 },
];

interface Options {
  /** As Lambda polls: with the rights of the function's role. */
  readonly clientOf: (name: FunctionName) => SQSClient;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly functions: Functions;
  readonly onError: (error: unknown) => void;
}

/** Starts polling every queue. */
export function pollQueues({ clientOf, queues, functions, onError }: Options): {
  close(): Promise<void>;
} {
  const pollers = EVENT_SOURCES.map(({ queue, function: name, batchSize, concurrency }) => {
    const poller = new QueuePoller({
      client: clientOf(name),
      queueUrl: queues[queue].url,
      queueArn: queues[queue].arn,
      batchSize,
      concurrency,
      invoke: (event) => functions[name].invoke(event),
      onError,
    });
    poller.start();
    return poller;
  });
  return {
    async close() {
      await Promise.all(pollers.map((poller) => poller.close()));
    },
  };
}
