import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { contractAws } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";

interface Job {
  readonly organizationId: string;
  readonly number: number;
}

let client: SQSClient;
let url: string;
beforeEach(async () => {
  client = new SQSClient(await contractAws());
  const created = await client.send(new CreateQueueCommand({ QueueName: freshName("jobs") }));
  url = created.QueueUrl ?? "";
});

async function receive(): Promise<readonly Message[]> {
  const received: Message[] = [];
  for (;;) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["MessageGroupId"],
      }),
    );
    if (messages.length === 0) return received;
    received.push(...messages);
  }
}

function jobsOf(messages: readonly Message[]): readonly Job[] {
  const jobs = messages.map(({ Body }) => JSON.parse(Body ?? "") as Job);
  return jobs.sort((a, b) => a.number - b.number);
}

function queue() {
  return createSqsQueue<Job>(client, url, ({ organizationId }) => organizationId);
}

describe("a queue in SQS", () => {
  test("holds a message as it was sent, in the group of its tenant", async () => {
    const job = { organizationId: "demo", number: 1 };
    await queue().send(job);
    const [message, ...others] = await receive();
    expect(others).toEqual([]);
    expect(JSON.parse(message?.Body ?? "")).toEqual(job);
    expect(message?.Attributes).toEqual({ MessageGroupId: "demo" });
  });

  test("holds messages without a tenant", async () => {
    await createSqsQueue<Job>(client, url).send({ organizationId: "demo", number: 2 });
    expect(await receive()).toMatchObject([{ Body: '{"organizationId":"demo","number":2}' }]);
  });

  test("holds all of many, once each", async () => {
    const jobs = Array.from({ length: 23 }, (_, number) => ({ organizationId: "demo", number }));
    await queue().sendAll(jobs);
    await queue().sendAll([]);
    expect(jobsOf(await receive())).toEqual(jobs);
  });

  test("shows to nobody yet what was sent for later", async () => {
    await queue().sendAll([{ organizationId: "demo", number: 1 }], { delaySeconds: 900 });
    await queue().sendAll([{ organizationId: "demo", number: 2 }], { delaySeconds: 0 });
    expect(jobsOf(await receive())).toEqual([{ organizationId: "demo", number: 2 }]);
  });

  test("shows a postponed message again when it was postponed by nothing", async () => {
    await queue().send({ organizationId: "demo", number: 1 });
    const [message] = await receive();
    expect(await receive()).toEqual([]);
    await createSqsPostpone(client, url)(message?.ReceiptHandle ?? "", 0);
    const [again] = await receive();
    expect(again?.Body).toBe(message?.Body);
  });
});
