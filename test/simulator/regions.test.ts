import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { ListRulesCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "@jest/globals";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { clientOptions, OURS, start, THEIRS } from "./start.ts";

const THERE = "eu-west-1";

async function startTwoRegions() {
  const simulator = await start({ furtherRegions: [THERE] });
  const here = clientOptions(simulator);
  return { simulator, here, there: { ...here, region: THERE } };
}

describe("a second Region", () => {
  test("has secrets of its own, also under the same name", async () => {
    const { here, there } = await startTwoRegions();
    const [first, second] = [new SecretsManagerClient(here), new SecretsManagerClient(there)];
    const named = { Name: "key", SecretString: "here" };
    const { ARN } = await first.send(new CreateSecretCommand(named));
    const other = await second.send(new CreateSecretCommand({ ...named, SecretString: "there" }));
    expect(other.ARN).toContain(`:secretsmanager:${THERE}:`);
    const { SecretString } = await second.send(new GetSecretValueCommand({ SecretId: "key" }));
    expect(SecretString).toBe("there");
    const listed = await first.send(new ListSecretsCommand({}));
    expect(listed.SecretList?.map((secret) => secret.ARN)).toEqual([ARN]);
    await expect(second.send(new GetSecretValueCommand({ SecretId: ARN }))).rejects.toThrow(
      "can't find the specified secret",
    );
  });

  test("has topics of its own", async () => {
    const { here, there } = await startTwoRegions();
    const [first, second] = [new SNSClient(here), new SNSClient(there)];
    const { TopicArn } = await second.send(new CreateTopicCommand({ Name: "setup" }));
    expect(TopicArn).toBe(`arn:aws:sns:${THERE}:${THEIRS.accountId}:setup`);
    expect((await first.send(new ListTopicsCommand({}))).Topics).toEqual([]);
    await expect(first.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toThrow(
      "Invalid parameter: TopicArn",
    );
  });

  test("has rules of its own", async () => {
    const { here, there } = await startTwoRegions();
    const rule = { Name: "pushes", EventPattern: '{"source":["aws.ecr"]}' };
    const { RuleArn } = await new EventBridgeClient(there).send(new PutRuleCommand(rule));
    expect(RuleArn).toContain(`:events:${THERE}:`);
    expect((await new EventBridgeClient(here).send(new ListRulesCommand({}))).Rules).toEqual([]);
  });

  test("is served under names of its own", async () => {
    const { simulator } = await startTwoRegions();
    expect(simulator.publicHosts).toEqual(
      expect.arrayContaining([
        `${THEIRS.accountId}.dkr.ecr.${THERE}.amazonaws.com`,
        `prod-${THERE}-starport-layer-bucket.s3.${THERE}.amazonaws.com`,
        `sns.${THERE}.amazonaws.com`,
        `cloudformation-custom-resource-response-euwest1.s3.${THERE}.amazonaws.com`,
      ]),
    );
  });

  test("lets STS answer, as it does everywhere", async () => {
    const { there } = await startTwoRegions();
    const { Account } = await new STSClient(there).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe(THEIRS.accountId);
  });

  test("has neither queues nor buckets, and says so", async () => {
    const { there } = await startTwoRegions();
    await expect(
      new SQSClient(there).send(new CreateQueueCommand({ QueueName: "queue" })),
    ).rejects.toThrow("the simulated sqs is in 'us-east-1' only");
    const s3 = new S3Client({ ...there, forcePathStyle: true });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow(
      "the simulated s3 is in 'us-east-1' only",
    );
  });
});

test("each further registry has a port that pushes to its own account and Region", async () => {
  const simulator = await start({
    furtherRegistries: [
      { accountId: THEIRS.accountId, region: THERE, port: 0 },
      { accountId: OURS.accountId, region: THERE, port: 0 },
    ],
  });
  const endpoints = [simulator.registryEndpoint, ...simulator.furtherRegistryEndpoints];
  const image = await buildDemoImage();
  for (const [index, endpoint] of endpoints.entries()) {
    await pushImage(new URL(endpoint).host, `registry-${index}`, "1", image);
  }
  const repositories = await Promise.all(
    [
      clientOptions(simulator),
      { ...clientOptions(simulator), region: THERE },
      { ...clientOptions(simulator, OURS), region: THERE },
    ].map(async (options) => {
      const answer = await new ECRClient(options).send(new DescribeRepositoriesCommand({}));
      return answer.repositories?.map(({ repositoryUri }) => repositoryUri);
    }),
  );
  expect(repositories).toEqual([
    ["222222222222.dkr.ecr.us-east-1.amazonaws.com/registry-0"],
    ["222222222222.dkr.ecr.eu-west-1.amazonaws.com/registry-1"],
    ["111111111111.dkr.ecr.eu-west-1.amazonaws.com/registry-2"],
  ]);
});
