import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "@jest/globals";
import { clientOptions, OURS, start } from "../start.ts";
import { startTopic } from "./topics.ts";

test("a topic has AWS's attributes, and keeps what is set", async () => {
  const { sns, TopicArn } = await startTopic();
  expect(TopicArn).toBe("arn:aws:sns:us-east-1:222222222222:setup");
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({
    ...{ TopicArn, Owner: "222222222222", DisplayName: "", SubscriptionsPending: "0" },
    ...{ SubscriptionsConfirmed: "0", SignatureVersion: "1" },
  });
  expect(JSON.parse(Attributes?.["Policy"] ?? "")).toMatchObject({
    Id: "__default_policy_ID",
    Statement: [{ Condition: { StringEquals: { "AWS:SourceOwner": "222222222222" } } }],
  });
  for (const [AttributeName, AttributeValue] of [
    ["DisplayName", "Setup"],
    ["SignatureVersion", "2"],
    ["DeliveryPolicy", '{"http":{"defaultHealthyRetryPolicy":{"numRetries":1}}}'],
  ]) {
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    const changed = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(changed.Attributes?.[AttributeName ?? ""]).toBe(AttributeValue);
  }
});

test("is created once, listed for its owner, tagged, and gone when it is deleted", async () => {
  const { simulator, sns, TopicArn } = await startTopic();
  const Tags = [{ Key: "a", Value: "1" }];
  expect(await sns.send(new CreateTopicCommand({ Name: "setup" }))).toMatchObject({ TopicArn });
  await expect(
    sns.send(new CreateTopicCommand({ Name: "setup", Attributes: { SignatureVersion: "2" } })),
  ).rejects.toThrow("already exists with different attributes");
  await expect(sns.send(new CreateTopicCommand({ Name: "setup", Tags }))).rejects.toThrow("tags");
  await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags }));
  const listed = new ListTagsForResourceCommand({ ResourceArn: TopicArn });
  expect((await sns.send(listed)).Tags).toEqual(Tags);
  await sns.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ["a"] }));
  expect((await sns.send(listed)).Tags).toEqual([]);
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
  const ours = new SNSClient(clientOptions(simulator, OURS));
  expect((await ours.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await expect(sns.send(new PublishCommand({ TopicArn, Message: "x" }))).rejects.toMatchObject({
    name: "NotFoundException",
  });
});

test.each([
  ["KmsMasterKeyId", "alias/aws/sns"],
  ["FifoTopic", "true"],
  ["SignatureVersion", "3"],
  ["Policy", "{}"],
  ["Policy", "no JSON"],
  ["DeliveryPolicy", '{"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}}'],
  ["DeliveryPolicy", '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":30}}}'],
  ["DeliveryPolicy", '{"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}'],
])("refuses the attribute %s %s by name", async (name, value) => {
  const sns = new SNSClient(clientOptions(await start()));
  const create = new CreateTopicCommand({ Name: "setup", Attributes: { [name]: value } });
  await expect(sns.send(create)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringContaining(name),
  });
});

test.each([
  ["an empty message", { Message: "" }, "Empty message"],
  ["a message that is too long", { Message: "x".repeat(262_145) }, "Message too long"],
  ["a subject of two lines", { Message: "x", Subject: "a\nb" }, "Subject"],
  ["a subject of 101 characters", { Message: "x", Subject: "a".repeat(101) }, "Subject"],
  ["a message for each protocol", { Message: "{}", MessageStructure: "json" }, "MessageStructure"],
])("refuses %s", async (_name, input, reason) => {
  const { sns, TopicArn } = await startTopic();
  await expect(sns.send(new PublishCommand({ TopicArn, ...input }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringContaining(reason),
  });
});

test("refuses what it does not do by name", async () => {
  const { sns, TopicArn } = await startTopic();
  const batch = new PublishBatchCommand({
    TopicArn,
    PublishBatchRequestEntries: [{ Id: "a", Message: "x" }],
  });
  await expect(sns.send(batch)).rejects.toThrow("PublishBatch");
  const name = new CreateTopicCommand({ Name: "not a name" });
  await expect(sns.send(name)).rejects.toMatchObject({ name: "InvalidParameterException" });
});
