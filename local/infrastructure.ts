import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A queue of the operator's account. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
}

export const TABLE_NAME = "ecr-scout";
export const BLOB_BUCKET_NAME = "ecr-scout-blobs";
export const READ_MODEL_BUCKET_NAME = "ecr-scout-read-model";
export const ADVISORY_BUCKET_NAME = "ecr-scout-advisories";

/**
 * What each queue has of its own: visibility timeout in seconds, longer than its function runs
 * (deployed it is six times that; here a message of a process that was killed should not be
 * waited for that long), and deliveries before a message is a dead letter.
 */
const QUEUES = {
  analysis: { visibility: 180, deliveries: 8 },
  "large-analysis": { visibility: 960, deliveries: 8 },
  "read-model": { visibility: 90, deliveries: 8 },
  "advisory-sync": { visibility: 960, deliveries: 8 },
  rematch: { visibility: 90, deliveries: 8 },
  // A role that can't be assumed yet is asked for again every few seconds.
  setup: { visibility: 30, deliveries: 100 },
  reconcile: { visibility: 90, deliveries: 8 },
  check: { visibility: 90, deliveries: 8 },
} as const;
export type QueueName = keyof typeof QUEUES;

interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/**
 * Creates what the CDK app deploys for the product in the operator's account: table,
 * buckets, queues with their dead-letter queues. Doing it again changes nothing.
 */
export async function createInfrastructure(
  clients: Clients,
): Promise<Readonly<Record<QueueName, Queue>>> {
  const buckets = [BLOB_BUCKET_NAME, READ_MODEL_BUCKET_NAME, ADVISORY_BUCKET_NAME];
  await Promise.all([
    createTable(clients.dynamodb),
    ...buckets.map((name) => createBucket(clients.s3, name)),
  ]);
  const names = Object.keys(QUEUES) as QueueName[];
  const queues = await Promise.all(
    names.map(async (name) => [name, await createQueueWithDeadLetters(clients.sqs, name)]),
  );
  return Object.fromEntries(queues) as Record<QueueName, Queue>;
}

async function createTable(client: DynamoDBClient): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: TABLE_NAME,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "PK", AttributeType: "S" },
          { AttributeName: "SK", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "SK", KeyType: "RANGE" },
        ],
      }),
    );
  } catch (error) {
    if (!isNamed(error, "ResourceInUseException")) throw error;
  }
}

async function createBucket(client: S3Client, name: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!isNamed(error, "BucketAlreadyOwnedByYou")) throw error;
  }
}

async function createQueueWithDeadLetters(client: SQSClient, name: QueueName): Promise<Queue> {
  const { visibility, deliveries } = QUEUES[name];
  const deadLetters = await createQueue(client, `${name}-dead-letters`, {});
  return createQueue(client, name, {
    VisibilityTimeout: String(visibility),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: deliveries,
    }),
  });
}

async function createQueue(
  client: SQSClient,
  name: string,
  attributes: Record<string, string>,
): Promise<Queue> {
  const url = await createOrChangeQueue(client, name, attributes);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  return { url, arn: Attributes?.QueueArn ?? "" };
}

/** @returns Its URL. A queue that an earlier version made otherwise gets the new attributes. */
async function createOrChangeQueue(
  client: SQSClient,
  QueueName: string,
  Attributes: Record<string, string>,
): Promise<string> {
  try {
    const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  } catch (error) {
    if (!isNamed(error, "QueueNameExists")) throw error;
    const { QueueUrl = "" } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    return QueueUrl;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
