import { createVerify, X509Certificate } from "node:crypto";
import { PublishCommand } from "@aws-sdk/client-sns";
import { describe, expect, test } from "@jest/globals";
import { HOST, messageOf, startTopic, type Message } from "./topics.ts";

/** What AWS documents as signed, in its order. */
const SIGNED: Readonly<Record<string, readonly string[]>> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    ...["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  ],
  UnsubscribeConfirmation: [
    ...["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  ],
};

function isSigned(message: Message, certificate: string, algorithm: string): boolean {
  const verify = createVerify(algorithm);
  for (const name of SIGNED[message["Type"] ?? ""] ?? []) {
    const value = message[name];
    if (value !== undefined) verify.update(`${name}\n${value}\n`);
  }
  return verify.verify(certificate, message["Signature"] ?? "", "base64");
}

describe.each([
  ["1", "RSA-SHA1", {}],
  ["1", "RSA-SHA1", { SignatureVersion: "1" }],
  ["2", "RSA-SHA256", { SignatureVersion: "2" }],
])("signature version %s", (version, algorithm, attributes) => {
  test.each([
    ["with a subject", "A subject: 100%"],
    ["without a subject", undefined],
  ])("a notification %s, and the confirmations", async (_name, Subject) => {
    const topic = await startTopic({ attributes });
    const arn = await topic.connect();
    const Message = 'line 1\nline 2 ü "quoted"';
    const { TopicArn } = topic;
    const { MessageId } = await topic.sns.send(new PublishCommand({ TopicArn, Message, Subject }));
    const [, notification] = await topic.endpoint.received(2);
    const message = messageOf(notification);
    await topic.visit(message["UnsubscribeURL"] ?? "");
    const calls = await topic.endpoint.received(3);
    expect(message).toMatchObject({ Type: "Notification", MessageId, TopicArn, Message });
    expect(message["Subject"]).toBe(Subject);
    expect(message["UnsubscribeURL"]).toBe(
      `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    );
    expect(calls.map((call) => messageOf(call)["Type"])).toEqual([
      ...["SubscriptionConfirmation", "Notification", "UnsubscribeConfirmation"],
    ]);
    const url = message["SigningCertURL"] ?? "";
    expect(url).toMatch(
      /^https:\/\/sns\.us-east-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
    );
    const { status, body: certificate } = await topic.visit(url);
    expect(status).toBe(200);
    expect(new X509Certificate(certificate).publicKey.asymmetricKeyDetails?.modulusLength).toBe(
      2048,
    );
    for (const call of calls) {
      const received = messageOf(call);
      expect(received["SignatureVersion"]).toBe(version);
      expect(isSigned(received, certificate, algorithm)).toBe(true);
      const forged = { ...received, Message: "other" };
      expect(isSigned(forged, certificate, algorithm)).toBe(false);
    }
  });
});

test("headers and members are those of AWS", async () => {
  const topic = await startTopic();
  const arn = await topic.connect();
  await topic.sns.send(
    new PublishCommand({
      TopicArn: topic.TopicArn,
      Message: "x",
      MessageAttributes: { kind: { DataType: "String", StringValue: "a" } },
    }),
  );
  const [confirmation, notification] = await topic.endpoint.received(2);
  const message = messageOf(notification);
  expect(notification).toMatchObject({ method: "POST", path: "/v1/setup/token?x=1" });
  expect(notification?.headers).toMatchObject({
    host: HOST,
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": message["MessageId"],
    "x-amz-sns-topic-arn": topic.TopicArn,
    "x-amz-sns-subscription-arn": arn,
  });
  expect(Object.keys(message)).toEqual([
    ...["Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature"],
    ...["SigningCertURL", "UnsubscribeURL", "MessageAttributes"],
  ]);
  expect(message["MessageAttributes"]).toEqual({ kind: { Type: "String", Value: "a" } });
  expect(confirmation?.headers["x-amz-sns-message-type"]).toBe("SubscriptionConfirmation");
  expect(confirmation?.headers).not.toHaveProperty("x-amz-sns-subscription-arn");
  const asked = messageOf(confirmation);
  expect(Object.keys(asked)).toEqual([
    ...["Type", "MessageId", "Token", "TopicArn", "Message", "SubscribeURL", "Timestamp"],
    ...["SignatureVersion", "Signature", "SigningCertURL"],
  ]);
  expect(asked["SubscribeURL"]).toBe(
    `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic.TopicArn}&Token=${asked["Token"] ?? ""}`,
  );
});

test("SNS's public name has no other page", async () => {
  const topic = await startTopic();
  const other = `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${"0".repeat(32)}.pem`;
  expect((await topic.visit(other)).status).toBe(404);
});
