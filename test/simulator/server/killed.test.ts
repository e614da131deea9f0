import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { clientOptions, OURS, start, temporaryFolder, THEIRS } from "../start.ts";

const TABLE: CreateTableCommandInput = {
  TableName: "items",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
};

async function startProcess(directory: string) {
  const script = fileURLToPath(new URL("simulator-process.ts", import.meta.url));
  const accounts = JSON.stringify([OURS, THEIRS]);
  const child = spawn(process.execPath, [script, directory, accounts], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = (await once(child.stdout, "data")) as [Buffer];
  const awsEndpoint = output.toString().trim();
  return {
    options: clientOptions({ awsEndpoint }),
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("what was answered before the process was killed is there afterwards, and nothing half", async () => {
  const directory = await temporaryFolder();
  const first = await startProcess(directory);
  const sqs = new SQSClient(first.options);
  const s3 = new S3Client(first.options);
  const dynamo = new DynamoDBClient(first.options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "jobs" }));
  await s3.send(new CreateBucketCommand({ Bucket: "data" }));
  await dynamo.send(new CreateTableCommand(TABLE));

  const answered = { messages: 0, objects: 0, items: 0 };
  let killed = false;
  const repeat = async (what: keyof typeof answered, work: (index: number) => Promise<unknown>) => {
    for (let index = 0; !killed; index += 1) {
      await work(index);
      answered[what] = index + 1;
    }
  };
  const body = Buffer.alloc(200_000, "x");
  const writers = Promise.allSettled([
    repeat("messages", (index) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: String(index) })),
    ),
    repeat("objects", (index) =>
      s3.send(new PutObjectCommand({ Bucket: "data", Key: String(index), Body: body })),
    ),
    repeat("items", (index) =>
      dynamo.send(new PutItemCommand({ TableName: "items", Item: { pk: { S: String(index) } } })),
    ),
  ]);
  while (Math.min(...Object.values(answered)) < 20) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await first.kill();
  killed = true;
  await writers;

  const simulator = await start({ directory });
  const again = clientOptions(simulator);
  const queue = await new SQSClient(again).send(new GetQueueUrlCommand({ QueueName: "jobs" }));
  const { Attributes } = await new SQSClient(again).send(
    new GetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, AttributeNames: ["All"] }),
  );
  const messages = Number(Attributes?.["ApproximateNumberOfMessages"]);
  const restarted = new S3Client(again);
  const { Contents = [] } = await restarted.send(new ListObjectsV2Command({ Bucket: "data" }));
  const { Count = 0 } = await new DynamoDBClient(again).send(
    new ScanCommand({ TableName: "items" }),
  );
  // One more of each may have been written without its answer being heard.
  for (const [found, heard] of [
    [messages, answered.messages],
    [Contents.length, answered.objects],
    [Count, answered.items],
  ] as const) {
    expect(found).toBeGreaterThanOrEqual(heard);
    expect(found).toBeLessThanOrEqual(heard + 1);
  }
  for (const { Key } of Contents) {
    const got = await restarted.send(new GetObjectCommand({ Bucket: "data", Key }));
    expect(body.equals((await got.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
  }
  expect(await readdir(join(directory, "objects"))).toHaveLength(Contents.length);
});
