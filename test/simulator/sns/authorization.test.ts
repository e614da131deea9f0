import {
  ListTopicsCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "@jest/globals";
import { createRole, functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, THEIRS } from "../start.ts";
import { ENDPOINT, startTopic } from "./topics.ts";

const nothing = policy({ Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" });

/** A role of the topic's account that may do only what its policy says. */
async function roleOfOwner(
  simulator: Awaited<ReturnType<typeof startTopic>>["simulator"],
  document: string,
): Promise<SNSClient> {
  const arn = await createRole(simulator, THEIRS, {
    name: "worker",
    trust: trust({ Service: "lambda.amazonaws.com" }),
    policies: { main: document },
  });
  const session = simulator.credentialsForService("lambda.amazonaws.com", arn, "test");
  return new SNSClient(clientOptions(simulator, session));
}

test("the default policy lets the owner's account publish, and nobody else's", async () => {
  const { simulator, TopicArn } = await startTopic();
  const worker = await roleOfOwner(simulator, nothing);
  await worker.send(new PublishCommand({ TopicArn, Message: "x" }));
  await expect(worker.send(new ListTopicsCommand({}))).rejects.toMatchObject({
    name: "AuthorizationErrorException",
  });
  const rights = policy({ Effect: "Allow", Action: "sns:*", Resource: "*" });
  const session = await functionCredentials(simulator, rights);
  const stranger = new SNSClient(clientOptions(simulator, session));
  await expect(stranger.send(new PublishCommand({ TopicArn, Message: "x" }))).rejects.toMatchObject(
    {
      name: "AuthorizationErrorException",
      message: expect.stringContaining(
        `not authorized to perform: sns:Publish on resource: ${TopicArn}`,
      ),
    },
  );
});

test("a policy of one's own replaces the default one", async () => {
  const { simulator, sns, TopicArn } = await startTopic();
  const set = (AttributeValue: string) =>
    sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  const publish = new PublishCommand({ TopicArn, Message: "x" });
  const ours = new SNSClient(clientOptions(simulator, OURS));
  const worker = await roleOfOwner(simulator, nothing);
  await set(policy({ Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: TopicArn }));
  await ours.send(publish);
  // Naming the account leaves it to the policies of who asks.
  const Principal = { AWS: `arn:aws:iam::${THEIRS.accountId}:root` };
  await set(policy({ Effect: "Allow", Principal, Action: "sns:*", Resource: TopicArn }));
  await expect(worker.send(publish)).rejects.toThrow("no identity-based policy allows");
  await expect(ours.send(publish)).rejects.toThrow("not authorized");
  // This endpoint is plain http.
  const Condition = { Bool: { "aws:SecureTransport": "false" } };
  await set(
    policy({
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: TopicArn,
      Condition,
    }),
  );
  await expect(sns.send(publish)).rejects.toThrow("with an explicit deny");
});

test("a policy may say which endpoints subscribe", async () => {
  const { sns, TopicArn } = await startTopic();
  const AttributeValue = policy({
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Subscribe",
    Resource: TopicArn,
    Condition: { StringNotLike: { "sns:Endpoint": "https://setup.scout.example/*" } },
  });
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }),
  );
  const subscribe = (Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: "https", Endpoint }));
  await subscribe(ENDPOINT);
  await expect(subscribe("https://other.example/")).rejects.toThrow("explicit deny");
});

test("whoever watches hears of every call", async () => {
  const heard: unknown[] = [];
  const { simulator, TopicArn } = await startTopic({ onAuthorized: (call) => heard.push(call) });
  const worker = await roleOfOwner(simulator, nothing);
  heard.length = 0;
  await worker.send(new PublishCommand({ TopicArn, Message: "x" }));
  await worker.send(new ListTopicsCommand({})).catch(() => undefined);
  const principalArn = `arn:aws:iam::${THEIRS.accountId}:role/worker`;
  expect(heard).toEqual([
    { principalArn, action: "sns:Publish", resource: TopicArn, allowed: true },
    { principalArn, action: "sns:ListTopics", resource: "*", allowed: false },
  ]);
});
