import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { beforeEach, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createSqsPostpone, createSqsQueue } from "../../../adapters/aws/sqs-queue.ts";

const URL = "https://sqs.us-east-1.amazonaws.com/111111111111/analysis";
const sqs = mockClient(SQSClient);
const client = new SQSClient({ region: "us-east-1" });

interface Message {
  readonly organizationId: string;
  readonly number: number;
}

const queue = createSqsQueue<Message>(client, URL, ({ organizationId }) => organizationId);

beforeEach(() => {
  sqs.reset();
});

test("sends a message as JSON, in the group of its tenant", async () => {
  sqs.on(SendMessageCommand).resolves({});
  await queue.send({ organizationId: "demo", number: 1 });
  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
    QueueUrl: URL,
    MessageBody: '{"organizationId":"demo","number":1}',
    MessageGroupId: "demo",
  });
});

test("sends many in batches of ten", async () => {
  sqs.on(SendMessageBatchCommand).resolves({});
  const messages = Array.from({ length: 23 }, (_, number) => ({ organizationId: "demo", number }));
  await queue.sendAll(messages);
  const batches = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
  expect(batches.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 3]);
  expect(batches[2]?.Entries?.[2]).toEqual({
    Id: "2",
    MessageBody: '{"organizationId":"demo","number":22}',
    MessageGroupId: "demo",
  });
  await queue.sendAll([]);
  expect(sqs.calls()).toHaveLength(3);
});

test("sends many for later", async () => {
  sqs.on(SendMessageBatchCommand).resolves({});
  await queue.sendAll([{ organizationId: "demo", number: 1 }], { delaySeconds: 60 });
  const [call] = sqs.commandCalls(SendMessageBatchCommand);
  expect(call?.args[0].input.Entries).toEqual([expect.objectContaining({ DelaySeconds: 60 })]);
});

test("a batch of which a part was refused has to be sent again", async () => {
  sqs.on(SendMessageBatchCommand).resolves({
    Failed: [{ Id: "1", Code: "InternalError", Message: "later", SenderFault: false }],
  });
  await expect(queue.sendAll([{ organizationId: "demo", number: 1 }])).rejects.toMatchObject({
    name: "TransientError",
    message: expect.stringContaining("InternalError: later"),
  });
});

test("hides a message for a while", async () => {
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  await createSqsPostpone(client, URL)("receipt", 42);
  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
    QueueUrl: URL,
    ReceiptHandle: "receipt",
    VisibilityTimeout: 42,
  });
});
