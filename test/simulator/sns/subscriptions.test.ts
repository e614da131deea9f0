import {
  ConfirmSubscriptionCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, test } from "@jest/globals";
import { clientOptions } from "../start.ts";
import { ENDPOINT, messageOf, startTopic } from "./topics.ts";

test("what is published before the confirmation is lost", async () => {
  const { sns, TopicArn, endpoint, subscribe, visit } = await startTopic();
  const SubscriptionArn = await subscribe();
  const [confirmation] = await endpoint.received(1);
  await sns.send(new PublishCommand({ TopicArn, Message: "lost" }));
  const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(listed.Subscriptions).toMatchObject([
    { SubscriptionArn: "PendingConfirmation", Protocol: "https", Endpoint: ENDPOINT, TopicArn },
  ]);
  const get = new GetSubscriptionAttributesCommand({ SubscriptionArn });
  expect((await sns.send(get)).Attributes).toMatchObject({ PendingConfirmation: "true" });

  const answer = await visit(messageOf(confirmation)["SubscribeURL"] ?? "");
  expect(answer.status).toBe(200);
  expect(answer.body).toContain(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`);
  await sns.send(new PublishCommand({ TopicArn, Message: "heard" }));
  const [, notification, ...others] = await endpoint.received(2);
  expect(messageOf(notification)["Message"]).toBe("heard");
  expect(others).toEqual([]);
  expect((await sns.send(get)).Attributes).toMatchObject({
    ...{ PendingConfirmation: "false", SubscriptionArn, Owner: "222222222222" },
    ...{ RawMessageDelivery: "false", ConfirmationWasAuthenticated: "false" },
  });
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toMatchObject([
    { SubscriptionArn },
  ]);
});

test("a confirmation may come twice, and by the API", async () => {
  const { sns, TopicArn, endpoint, subscribe } = await startTopic();
  const SubscriptionArn = await subscribe();
  const { Token } = messageOf((await endpoint.received(1))[0]);
  const confirm = new ConfirmSubscriptionCommand({ TopicArn, Token });
  expect(await sns.send(confirm)).toMatchObject({ SubscriptionArn });
  expect(await sns.send(confirm)).toMatchObject({ SubscriptionArn });
});

test("a token ends after two days, and the subscription that waits for it", async () => {
  let now = new Date();
  const topic = await startTopic({ now: () => now });
  const { simulator, TopicArn, endpoint, subscribe, visit } = topic;
  await subscribe();
  const url = messageOf((await endpoint.received(1))[0])["SubscribeURL"] ?? "";
  const systemClockOffset = 2 * 24 * 3_600_000;
  now = new Date(now.getTime() + systemClockOffset);
  const late = await visit(url);
  expect(late.status).toBe(400);
  expect(late.body).toContain("<Code>InvalidParameter</Code>");
  const later = new SNSClient({ ...clientOptions(simulator), systemClockOffset });
  const listed = await later.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(listed.Subscriptions ?? []).toEqual([]);
});

describe("refuses to confirm", () => {
  const base = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription";
  test.each([
    ["an unknown token", (arn: string) => `${base}&TopicArn=${arn}&Token=x`],
    ["another topic", (arn: string, token: string) => `${base}&TopicArn=${arn}2&Token=${token}`],
    ["without a token", (arn: string) => `${base}&TopicArn=${arn}`],
  ])("%s", async (_name, urlOf) => {
    const { TopicArn, endpoint, subscribe, visit } = await startTopic();
    await subscribe();
    const { Token = "" } = messageOf((await endpoint.received(1))[0]);
    const answer = await visit(urlOf(TopicArn, Token));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("<Code>InvalidParameter</Code>");
  });

  test("for a topic that is gone; other actions ask for a signature", async () => {
    const { sns, TopicArn, endpoint, subscribe, visit } = await startTopic();
    await subscribe();
    const url = messageOf((await endpoint.received(1))[0])["SubscribeURL"] ?? "";
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    expect((await visit(url)).status).toBe(404);
    const list = "https://sns.us-east-1.amazonaws.com/?Action=ListTopics&Version=2010-03-31";
    expect((await visit(list)).status).toBe(403);
  });
});

test("asking again sends another token while it waits, and nothing once it is confirmed", async () => {
  const { endpoint, subscribe, visit } = await startTopic();
  const arn = await subscribe();
  expect(await subscribe()).toBe(arn);
  const [first, second] = (await endpoint.received(2)).map(messageOf);
  expect(first?.["Token"]).not.toBe(second?.["Token"]);
  await visit(first?.["SubscribeURL"] ?? "");
  expect(await subscribe({ ReturnSubscriptionArn: false })).toBe(arn);
  expect(endpoint.calls).toHaveLength(2);
});

test("the endpoint may end its subscription without a signature, and take that back", async () => {
  const { sns, TopicArn, endpoint, connect, visit } = await startTopic();
  const arn = await connect();
  await visit(`https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`);
  await sns.send(new PublishCommand({ TopicArn, Message: "lost" }));
  const farewell = messageOf((await endpoint.received(2))[1]);
  expect(farewell["Message"]).toContain(`You have chosen to deactivate subscription ${arn}.`);
  await visit(farewell["SubscribeURL"] ?? "");
  await sns.send(new PublishCommand({ TopicArn, Message: "heard" }));
  expect(messageOf((await endpoint.received(3))[2])["Message"]).toBe("heard");
  expect(await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }))).toBeDefined();
  expect(await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }))).toBeDefined();
});

test("AuthenticateOnUnsubscribe asks for the owner's signature", async () => {
  const { sns, TopicArn, endpoint, subscribe, visit } = await startTopic();
  const arn = await subscribe();
  const { Token = "", SubscribeURL = "" } = messageOf((await endpoint.received(1))[0]);
  expect((await visit(`${SubscribeURL}&AuthenticateOnUnsubscribe=true`)).status).toBe(403);
  const AuthenticateOnUnsubscribe = "true";
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe }));
  const end = `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
  expect((await visit(end)).status).toBe(403);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
});

test("what is pending can't be ended", async () => {
  const { sns, subscribe } = await startTopic();
  const SubscriptionArn = await subscribe();
  await expect(sns.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringContaining("pending confirmation"),
  });
});

test.each([
  ["another protocol", { Protocol: "http", Endpoint: "http://x.example" }, "not to http"],
  ["an endpoint of another protocol", { Endpoint: "http://x.example" }, "Endpoint must match"],
  ["raw delivery", { Attributes: { RawMessageDelivery: "true" } }, "RawMessageDelivery"],
  ["a filter", { Attributes: { FilterPolicy: "{}" } }, "FilterPolicy"],
  ["a dead-letter queue", { Attributes: { RedrivePolicy: "{}" } }, "RedrivePolicy"],
  ["a throttle", { Attributes: { DeliveryPolicy: '{"throttlePolicy":{}}' } }, "throttlePolicy"],
])("refuses %s by name", async (_name, input, reason) => {
  const { sns, TopicArn } = await startTopic();
  const command = new SubscribeCommand({
    ...{ TopicArn, Protocol: "https", Endpoint: ENDPOINT },
    ...input,
  });
  await expect(sns.send(command)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringContaining(reason),
  });
});

test("the delivery policy of a subscription can be changed", async () => {
  const { sns, connect } = await startTopic();
  const SubscriptionArn = await connect();
  const AttributeValue = '{"healthyRetryPolicy":{"numRetries":0}}';
  const AttributeName = "DeliveryPolicy";
  await sns.send(
    new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
  );
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(Attributes?.["DeliveryPolicy"]).toBe(AttributeValue);
});
