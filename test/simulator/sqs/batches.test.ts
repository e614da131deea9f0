import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { startWithQueue } from "./start-with-queue.ts";

test("batches do each entry by itself and name those that fail", async () => {
  const { sqs, QueueUrl } = await startWithQueue({ MaximumMessageSize: "1024" });
  const sent = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        {
          Id: "a",
          MessageBody: "one",
          MessageAttributes: { trace: { DataType: "String", StringValue: "t1" } },
        },
        { Id: "b", MessageBody: "x".repeat(2000) },
      ],
    }),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a"]);
  expect(sent.Failed).toMatchObject([
    { Id: "b", SenderFault: true, Code: "InvalidParameterValue" },
  ]);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
    }),
  );
  expect(Messages[0]?.MessageAttributes).toEqual({
    trace: { DataType: "String", StringValue: "t1" },
  });
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: "1", ReceiptHandle: Messages[0]?.ReceiptHandle },
        { Id: "2", ReceiptHandle: "nonsense" },
      ],
    }),
  );
  expect(deleted.Successful?.map(({ Id }) => Id)).toEqual(["1"]);
  expect(deleted.Failed).toMatchObject([{ Id: "2", Code: "ReceiptHandleIsInvalid" }]);
});

test.each([
  ["no entries", [], "EmptyBatchRequest"],
  [
    "eleven entries",
    Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: "x" })),
    "TooManyEntriesInBatchRequest",
  ],
  [
    "one id twice",
    [
      { Id: "a", MessageBody: "x" },
      { Id: "a", MessageBody: "y" },
    ],
    "BatchEntryIdsNotDistinct",
  ],
  [
    "more than 1 MiB together",
    [
      { Id: "a", MessageBody: "x".repeat(600_000) },
      { Id: "b", MessageBody: "x".repeat(600_000) },
    ],
    "BatchRequestTooLong",
  ],
])("a batch with %s is refused as a whole", async (_, Entries, name) => {
  const { sqs, QueueUrl } = await startWithQueue();
  await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
    name,
  });
});
