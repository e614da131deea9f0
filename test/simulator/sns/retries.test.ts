import { PublishCommand } from "@aws-sdk/client-sns";
import { expect, test } from "@jest/globals";
import {
  openDeliveryQueue,
  type Delivery,
} from "../../../simulator/sns/delivery/delivery-queue.ts";
import { effectiveDelivery } from "../../../simulator/sns/retry-policy.ts";
import { openCollection } from "../../../simulator/state/collection.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { createTestNames } from "../certificates.ts";
import { startEndpoint } from "../eventbridge/endpoint.ts";
import { start, stop, temporaryFolder } from "../start.ts";
import { HOST, messageOf, startTopic } from "./topics.ts";

const FINE = { status: 200 };

/** Publishes one message to a confirmed endpoint that replies so. */
async function publishTo(replies: readonly ({ status: number } | "never")[]) {
  const topic = await startTopic({ replies: [FINE, ...replies] });
  await topic.connect();
  const { TopicArn } = topic;
  await topic.sns.send(new PublishCommand({ TopicArn, Message: "x" }));
  return topic;
}

test.each([[500], [503], [429]])("status %i is tried again, the same message", async (status) => {
  const { endpoint, undelivered } = await publishTo([{ status }, { status }, FINE]);
  const [, ...calls] = await endpoint.received(4);
  expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
  const ids = calls.map(({ headers }) => headers["x-amz-sns-message-id"]);
  expect(ids).toEqual(Array(3).fill(messageOf(calls[0])["MessageId"]));
  expect(undelivered).toEqual([]);
});

test("after three retries a message is given up", async () => {
  const { endpoint, undelivered } = await publishTo([{ status: 500 }]);
  while (undelivered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(endpoint.calls).toHaveLength(1 + 4);
  expect(undelivered).toEqual([
    `a Notification of arn:aws:sns:us-east-1:222222222222:setup: ${HOST} answered with HTTP status 500`,
  ]);
});

test.each([[400], [403], [404], [301]])("status %i is final", async (status) => {
  const { endpoint, undelivered } = await publishTo([{ status }]);
  while (undelivered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(endpoint.calls).toHaveLength(2);
});

test("an endpoint that can't be reached is tried again", async () => {
  const { subscribe, undelivered, names } = await startTopic({ snsRetrySecondMs: 10 });
  const late = "late.scout.example";
  names.add(late, 1);
  await subscribe({ Endpoint: `https://${late}/` });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const [call] = await (await startEndpoint(names, late)).received(1);
  expect(messageOf(call)["Type"]).toBe("SubscriptionConfirmation");
  expect(undelivered).toEqual([]);
});

test("an endpoint that does not answer in time is tried again", async () => {
  const names = await createTestNames();
  const endpoint = await startEndpoint(names, HOST, ["never", FINE]);
  const database = openDatabase(await temporaryFolder());
  const pending = openCollection<Delivery>(database, "deliveries");
  const undelivered = (_: Delivery, reason: string): never => {
    throw new Error(reason);
  };
  const now = (): Date => new Date();
  const queue = openDeliveryQueue({
    ...{ pending, names, undelivered, now },
    ...{ timeoutMs: 50, secondMs: 1 },
  });
  queue.add({
    ...{ type: "Notification", messageId: "id", topicArn: "topic", subscriptionArn: "one" },
    ...{ endpoint: `https://${HOST}/`, body: "{}", contentType: "text/plain", delays: [1] },
  });
  await endpoint.received(2);
  while (pending.entries().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await queue.close();
  database.close();
});

test("deliveries go on after a restart", async () => {
  const directory = await temporaryFolder();
  const first = await startTopic({
    ...{ directory, snsRetrySecondMs: 10 },
    replies: [FINE, { status: 503 }],
  });
  await first.connect();
  const { TopicArn } = first;
  await first.sns.send(new PublishCommand({ TopicArn, Message: "kept" }));
  const before = await first.endpoint.received(2);
  await stop(first.simulator);

  const names = await createTestNames();
  const endpoint = await startEndpoint(names, HOST);
  await start({ directory, names });
  const [call] = await endpoint.received(1);
  expect(call?.body).toBe(before[1]?.body);
});

const own = (policy: object): string => JSON.stringify({ healthyRetryPolicy: policy });

test.each([
  ["SNS's own", undefined, undefined, [20, 20, 20]],
  [
    "all phases",
    undefined,
    own({
      ...{ minDelayTarget: 1, maxDelayTarget: 60, numRetries: 10, numNoDelayRetries: 1 },
      ...{ numMinDelayRetries: 2, numMaxDelayRetries: 3, backoffFunction: "linear" },
    }),
    [0, 1, 1, 1, 20.667, 40.333, 60, 60, 60, 60],
  ],
  [
    "the topic's",
    '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":5,"numRetries":2}}}',
    undefined,
    [5, 5],
  ],
  [
    "the topic's over the subscription's",
    '{"http":{"disableSubscriptionOverrides":true,"defaultHealthyRetryPolicy":{"numRetries":0}}}',
    own({ numRetries: 1 }),
    [],
  ],
  ["the subscription's", '{"http":{}}', own({ numRetries: 1 }), [20]],
])("delays of %s policy", (_name, topic, subscription, delays) => {
  const effective = effectiveDelivery(topic, subscription);
  expect(effective.delays.map((seconds) => Math.round(seconds * 1000) / 1000)).toEqual(delays);
  expect(effective.contentType).toBe("text/plain; charset=UTF-8");
});

test("exponential back-off grows from the shortest to the longest delay", () => {
  const policy = { minDelayTarget: 1, maxDelayTarget: 20, numRetries: 10 };
  const { delays } = effectiveDelivery(
    undefined,
    own({ ...policy, backoffFunction: "exponential" }),
  );
  expect(delays[0]).toBe(1);
  expect(delays.at(-1)).toBe(20);
  expect([...delays].sort((a, b) => a - b)).toEqual(delays);
});
