import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import {
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { createInfrastructure } from "../../local/infrastructure.ts";
import { clientOptions, OURS, start } from "../simulator/start.ts";

async function setUp() {
  const options = clientOptions(await start(), OURS);
  const sqs = new SQSClient(options);
  const clients = {
    dynamodb: new DynamoDBClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sqs,
  };
  async function attributesOf(QueueUrl: string) {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
    return (await sqs.send(command)).Attributes ?? {};
  }
  return { sqs, attributesOf, create: () => createInfrastructure(clients) };
}

test("a message that fails too often is kept apart, in a queue of its own", async () => {
  const { attributesOf, create } = await setUp();
  for (const [name, { url }] of Object.entries(await create())) {
    const { RedrivePolicy = "" } = await attributesOf(url);
    expect(JSON.parse(RedrivePolicy)).toEqual({
      deadLetterTargetArn: expect.stringMatching(new RegExp(`:${name}-dead-letters$`)),
      maxReceiveCount: name === "setup" ? 100 : 8,
    });
  }
});

test("what another version made of a queue is changed to what this one needs", async () => {
  const { sqs, attributesOf, create } = await setUp();
  const before = await create();
  const { url } = before.analysis;
  const { VisibilityTimeout } = await attributesOf(url);
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: "7" } }),
  );
  expect(await create()).toEqual(before);
  expect(await attributesOf(url)).toMatchObject({ VisibilityTimeout });
});
