import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import { functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";

const ROLE = `arn:aws:sts::${OURS.accountId}:assumed-role/analyzer/function`;

/** A function of ours that may do what the actions say, on everything. */
async function functionThatMay(...actions: string[]) {
  const simulator = await start();
  const rights = policy({ Effect: "Allow", Action: actions, Resource: "*" });
  const options = clientOptions(simulator, await functionCredentials(simulator, rights));
  return { simulator, options };
}

test.each([
  [
    "dynamodb:PutItem",
    (options: ReturnType<typeof clientOptions>) =>
      new DynamoDBClient(options).send(
        new PutItemCommand({ TableName: "items", Item: { pk: { S: "a" } } }),
      ),
    `arn:aws:dynamodb:us-east-1:${OURS.accountId}:table/items`,
    "AccessDeniedException",
  ],
  [
    "secretsmanager:CreateSecret",
    (options: ReturnType<typeof clientOptions>) =>
      new SecretsManagerClient(options).send(new CreateSecretCommand({ Name: "key" })),
    `arn:aws:secretsmanager:us-east-1:${OURS.accountId}:secret:key`,
    "AccessDeniedException",
  ],
  [
    "iam:CreateRole",
    (options: ReturnType<typeof clientOptions>) =>
      new IAMClient(options).send(
        new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: trust({ AWS: "*" }) }),
      ),
    `arn:aws:iam::${OURS.accountId}:role/r`,
    "AccessDenied",
  ],
  [
    "s3:CreateBucket",
    (options: ReturnType<typeof clientOptions>) =>
      new S3Client(options).send(new CreateBucketCommand({ Bucket: "data" })),
    "arn:aws:s3:::data",
    "AccessDenied",
  ],
])("%s needs a right of its own", async (action, work, resource, name) => {
  const { options } = await functionThatMay("sqs:*");
  await expect(work(options)).rejects.toMatchObject({
    name,
    message:
      `User: ${ROLE} is not authorized to perform: ${action} on resource: ${resource} ` +
      `because no identity-based policy allows the ${action} action`,
  });
});

test("with their rights the same calls pass", async () => {
  const { simulator, options } = await functionThatMay("dynamodb:PutItem", "s3:*Object");
  const root = clientOptions(simulator, OURS);
  await new DynamoDBClient(root).send(
    new CreateTableCommand({
      TableName: "items",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    }),
  );
  await new S3Client(root).send(new CreateBucketCommand({ Bucket: "data" }));
  await new DynamoDBClient(options).send(
    new PutItemCommand({ TableName: "items", Item: { pk: { S: "a" } } }),
  );
  const s3 = new S3Client(options);
  await s3.send(new PutObjectCommand({ Bucket: "data", Key: "k", Body: "x" }));
  // Who may not list is not told what is missing.
  await expect(
    s3.send(new GetObjectCommand({ Bucket: "data", Key: "none" })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
});

test("another account's bucket and queue need their owner's word as well", async () => {
  const { simulator, options } = await functionThatMay("s3:*", "sqs:*");
  const theirs = clientOptions(simulator, THEIRS);
  await new S3Client(theirs).send(new CreateBucketCommand({ Bucket: "theirs" }));
  const put = new PutObjectCommand({ Bucket: "theirs", Key: "k", Body: "x" });
  const remove = new DeleteObjectsCommand({
    Bucket: "theirs",
    Delete: { Objects: [{ Key: "k" }] },
  });
  const s3 = new S3Client(options);
  await expect(s3.send(put)).rejects.toMatchObject({ name: "AccessDenied" });
  expect((await s3.send(remove)).Errors).toMatchObject([{ Key: "k", Code: "AccessDenied" }]);

  const invite = policy({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${OURS.accountId}:root` },
    Action: "sqs:SendMessage",
    Resource: "*",
  });
  const queues = new SQSClient(theirs);
  const send = async (QueueName: string, Policy?: string) => {
    const Attributes = Policy === undefined ? {} : { Policy };
    const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName, Attributes }));
    return new SQSClient(options).send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  };
  await expect(send("closed")).rejects.toMatchObject({ name: "AccessDeniedException" });
  await send("open", invite);
});
