import { Duration, aws_lambda as lambda, aws_sqs as sqs } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function.ts";

/** What SQS asks for between a queue and its function: retries of a throttled poller fit in. */
const VISIBILITY_FACTOR = 6;

/** How often a message is tried where its step does not say otherwise; AWS asks for 5 or more. */
const ATTEMPTS = 8;

/** What is a queue's own. */
export interface WorkQueueProps {
  /** For people: local mode, the runbook and alarms call it so. */
  readonly name: string;
  /** Seconds that the function which takes its messages may run. */
  readonly consumerTimeout: number;
  /** Seconds that a batch is waited for; 0 if absent. */
  readonly batchWindow?: number;
  /** Deliveries of a message before it is a dead letter. */
  readonly attempts?: number;
  /** Seconds that a message may wait before people should know. */
  readonly tolerableAge: number;
}

/** How a function takes messages. */
export interface Consumption {
  readonly batchSize: number;
  /** Functions side by side: 2 to 1,000. */
  readonly maxConcurrency: number;
  /** Whether its handler puts off what failed (ChangeMessageVisibility). */
  readonly postpones: boolean;
}

/**
 * A standard queue with its dead-letter queue, both encrypted and over TLS only.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class WorkQueue extends Construct {
  readonly name: string;
  readonly attempts: number;
  readonly tolerableAge: number;
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly #batchWindow: number;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { batchWindow = 0, attempts = ATTEMPTS } = props;
    this.name = props.name;
    this.attempts = attempts;
    this.tolerableAge = props.tolerableAge;
    this.#batchWindow = batchWindow;
    const protection = { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new sqs.Queue(this, "DeadLetters", {
      ...protection,
      // The longest that there is: somebody has to look at them, and redrive them.
      retentionPeriod: Duration.days(14),
    });
    this.queue = new sqs.Queue(this, "Queue", {
      ...protection,
      visibilityTimeout: Duration.seconds(VISIBILITY_FACTOR * props.consumerTimeout + batchWindow),
      // Longer than any outage; a dead letter keeps the age that it had here.
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Lets a function send messages. */
  grantSend(sender: LambdaFunction): void {
    sender.allow(["sqs:SendMessage"], this.queue.queueArn);
  }

  /**
   * Gives the messages to a function. Its concurrency is bounded here and not reserved there:
   * a reservation fails the first deployment in accounts whose quota is 10.
   */
  feed(consumer: LambdaFunction, { batchSize, maxConcurrency, postpones }: Consumption): void {
    const needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
    const optional = postpones ? ["sqs:ChangeMessageVisibility"] : [];
    consumer.allow([...needed, ...optional], this.queue.queueArn);
    const mapping = new lambda.EventSourceMapping(this, "Consumer", {
      target: consumer.function,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
      ...(this.#batchWindow === 0
        ? {}
        : { maxBatchingWindow: Duration.seconds(this.#batchWindow) }),
    });
    // Lambda tries the role when the mapping is made.
    mapping.node.addDependency(consumer.role);
  }
}
