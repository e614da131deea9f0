import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { clientOptions, start, THEIRS } from "../start.ts";
import { startWithQueue } from "./start-with-queue.ts";

test("a received message is hidden until its visibility timeout, then comes again", async () => {
  const { sqs, QueueUrl, clock } = await startWithQueue({ VisibilityTimeout: "30" });
  const sent = await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: "hello", MessageGroupId: "tenant-a" }),
  );
  const receive = () =>
    sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"] }));
  const first = await receive();
  expect(first.Messages).toHaveLength(1);
  expect(first.Messages?.[0]).toMatchObject({
    MessageId: sent.MessageId,
    Body: "hello",
    Attributes: {
      ApproximateReceiveCount: "1",
      MessageGroupId: "tenant-a",
      SenderId: THEIRS.accountId,
    },
  });
  expect((await receive()).Messages).toBeUndefined();
  clock.advance(31_000);
  const second = await receive();
  expect(second.Messages?.[0]?.Attributes?.["ApproximateReceiveCount"]).toBe("2");

  // The first delivery's handle is outdated: it succeeds and deletes nothing.
  const outdated = first.Messages?.[0]?.ReceiptHandle;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: outdated }));
  clock.advance(31_000);
  const third = await receive();
  expect(third.Messages).toHaveLength(1);
  const ReceiptHandle = third.Messages?.[0]?.ReceiptHandle;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  clock.advance(31_000);
  expect((await receive()).Messages).toBeUndefined();
});

test("a long poll is answered when a message comes, and when a hidden one shows", async () => {
  const simulator = await start();
  const sqs = new SQSClient(clientOptions(simulator));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "jobs" }));
  const poll = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  const waiting = poll();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "later" }));
  const [message] = (await waiting).Messages ?? [];
  expect(message?.Body).toBe("later");
  const again = poll();
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 1,
    }),
  );
  expect((await again).Messages?.[0]?.MessageId).toBe(message?.MessageId);
});

test("who hangs up takes no message", async () => {
  const simulator = await start();
  const sqs = new SQSClient(clientOptions(simulator));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "jobs" }));
  const abort = new AbortController();
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: abort.signal,
  });
  await sqs.send(new ListQueuesCommand({}));
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  // One more round trip, so that the simulator has seen the connection end.
  await sqs.send(new ListQueuesCommand({}));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  expect(Messages).toHaveLength(1);
});

test("a delayed message shows when its delay is over", async () => {
  const { sqs, QueueUrl, clock } = await startWithQueue();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "slow", DelaySeconds: 60 }));
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect((await receive()).Messages).toBeUndefined();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessagesDelayed"],
    }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesDelayed: "1" });
  clock.advance(61_000);
  expect((await receive()).Messages).toHaveLength(1);
});
