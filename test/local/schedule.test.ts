import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { ReconcileMessage } from "../../core/contract/reconcile-message.ts";
import { startRounds } from "../../local/schedule.ts";
import { clientOptions, OURS, start } from "../simulator/start.ts";

async function setUp(QueueName = "reconcile") {
  const simulator = await start();
  const client = new SQSClient(clientOptions(simulator, OURS));
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName }));
  const errors: unknown[] = [];
  const begin = (queueUrl = QueueUrl) =>
    startRounds({
      ...{ client, queueUrl, seconds: 0.05 },
      now: () => new Date("2026-11-22T00:00:00Z"),
      onError: (error) => errors.push(error),
    });
  const receive = async (): Promise<readonly string[]> => {
    const receiving = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 });
    const { Messages = [] } = await client.send(receiving);
    return Messages.map(({ Body = "" }) => Body);
  };
  return { begin, receive, errors };
}

test("every so often the reconcile queue is asked for a round", async () => {
  const { begin, receive, errors } = await setUp();
  const schedule = begin();
  const [first = ""] = await receive();
  expect(ReconcileMessage.parse(JSON.parse(first))).toEqual({
    kind: "round",
    requestedAt: "2026-11-22T00:00:00.000Z",
    everyMinutes: 1,
  });
  expect(await receive()).not.toEqual([]);
  await schedule.close();
  expect(errors).toEqual([]);
});

test("a round that could not be asked for is told, and the next one is tried", async () => {
  const { begin, errors } = await setUp();
  const schedule = begin("http://127.0.0.1:1/111111111111/none");
  while (errors.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await schedule.close();
  expect(errors.length).toBeGreaterThanOrEqual(2);
});
