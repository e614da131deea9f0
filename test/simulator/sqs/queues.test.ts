import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  paginateListQueues,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { clientOptions, start, stop, temporaryFolder, THEIRS } from "../start.ts";
import { startWithQueue, testClock } from "./start-with-queue.ts";

test("a queue has a local URL and AWS's default attributes", async () => {
  const { simulator, sqs, QueueUrl } = await startWithQueue();
  expect(QueueUrl).toBe(`${simulator.awsEndpoint}/${THEIRS.accountId}/jobs`);
  expect(await sqs.send(new GetQueueUrlCommand({ QueueName: "jobs" }))).toMatchObject({ QueueUrl });
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl]);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    QueueArn: `arn:aws:sqs:us-east-1:${THEIRS.accountId}:jobs`,
    VisibilityTimeout: "30",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    ApproximateNumberOfMessages: "0",
  });
});

test("a message that is received too often goes to the dead-letter queue and back", async () => {
  const { sqs, QueueUrl, clock } = await startWithQueue();
  const dead = await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
  const deadArn = `arn:aws:sqs:us-east-1:${THEIRS.accountId}:dead`;
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 2 }),
      },
    }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "poison" }));
  const receive = (url: string | undefined) =>
    sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MessageSystemAttributeNames: ["All"] }));
  for (const expected of [1, 1, undefined]) {
    expect((await receive(QueueUrl)).Messages?.length).toBe(expected);
    clock.advance(31_000);
  }
  const letters = (await receive(dead.QueueUrl)).Messages ?? [];
  expect(letters.map(({ Body }) => Body)).toEqual(["poison"]);
  expect(letters[0]?.Attributes?.["DeadLetterQueueSourceArn"]).toBe(
    `arn:aws:sqs:us-east-1:${THEIRS.accountId}:jobs`,
  );
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
  const back = (await receive(QueueUrl)).Messages ?? [];
  expect(back.map(({ Body }) => Body)).toEqual(["poison"]);
  expect(back[0]?.Attributes?.["ApproximateReceiveCount"]).toBe("1");
});

test("errors carry the names that SQS documents", async () => {
  const { sqs, QueueUrl, clock } = await startWithQueue();
  const unknown = `${QueueUrl}-not`;
  await expect(
    sqs.send(new SendMessageCommand({ QueueUrl: unknown, MessageBody: "x" })),
  ).rejects.toMatchObject({ name: "QueueDoesNotExist", $metadata: { httpStatusCode: 400 } });
  await expect(
    sqs.send(new CreateQueueCommand({ QueueName: "jobs", Attributes: { DelaySeconds: "9" } })),
  ).rejects.toMatchObject({ name: "QueueNameExists" });
  await expect(sqs.send(new CreateQueueCommand({ QueueName: "jobs.fifo" }))).rejects.toMatchObject({
    name: "UnsupportedOperation",
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  clock.advance(31_000);
  await expect(
    sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: Messages?.[0]?.ReceiptHandle,
        VisibilityTimeout: 10,
      }),
    ),
  ).rejects.toMatchObject({ name: "MessageNotInflight" });
});

test("messages outlive a restart, but not their retention", async () => {
  const directory = await temporaryFolder();
  const clock = testClock();
  const first = await start({ directory, now: clock.now });
  const before = new SQSClient(clientOptions(first));
  const { QueueUrl } = await before.send(
    new CreateQueueCommand({ QueueName: "jobs", Attributes: { MessageRetentionPeriod: "60" } }),
  );
  await before.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
  await stop(first);
  const second = await start({ directory, now: clock.now });
  const after = new SQSClient(clientOptions(second));
  const queue = await after.send(new GetQueueUrlCommand({ QueueName: "jobs" }));
  const receive = new ReceiveMessageCommand({ QueueUrl: queue.QueueUrl, VisibilityTimeout: 0 });
  expect((await after.send(receive)).Messages?.[0]?.Body).toBe("kept");
  clock.advance(61_000);
  expect((await after.send(receive)).Messages).toBeUndefined();
});

test("PurgeQueue empties a queue", async () => {
  const { sqs, QueueUrl } = await startWithQueue();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
});

test("queues are listed by prefix and in pages", async () => {
  const { sqs } = await startWithQueue();
  for (const QueueName of ["job-a", "job-b", "other"]) {
    await sqs.send(new CreateQueueCommand({ QueueName }));
  }
  const found: (string | undefined)[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 1 },
    { QueueNamePrefix: "job" },
  )) {
    expect(QueueUrls.length).toBeLessThanOrEqual(1);
    found.push(...QueueUrls.map((url) => url.split("/").at(-1)));
  }
  expect(found).toEqual(["job-a", "job-b", "jobs"]);
});
