import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "@jest/globals";
import type { Simulator } from "../../../simulator/simulator.ts";
import { createRole, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";
import { cloudFormation, settled } from "./stacks.ts";

const TEMPLATE = "Resources: {One: {Type: AWS::SNS::Topic}}";
const Bucket = "published";
const OPEN = policy({
  ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
  Resource: `arn:aws:s3:::${Bucket}/templates/*`,
});

/** A template in a bucket of ours, of which everybody may read `templates/*`. */
async function startPublished(key = "templates/a b.yaml") {
  const simulator = await start();
  const s3 = new S3Client(clientOptions(simulator, OURS));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: OPEN }));
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: TEMPLATE }));
  return { simulator, s3 };
}

const URLS: readonly (readonly [string, (simulator: Simulator) => string])[] = [
  ["its Region", () => `https://${Bucket}.s3.us-east-1.amazonaws.com/templates/a%20b.yaml`],
  ["no Region", () => `https://${Bucket}.s3.amazonaws.com/templates/a%20b.yaml`],
  ["the path", () => `https://s3.us-east-1.amazonaws.com/${Bucket}/templates/a%20b.yaml`],
  ["this machine", ({ awsEndpoint }) => `${awsEndpoint}/${Bucket}/templates/a%20b.yaml`],
];

test.each(URLS)("a customer launches another account's template, named by %s", async (_n, url) => {
  const { simulator } = await startPublished();
  const client = cloudFormation(simulator);
  const TemplateURL = url(simulator);
  await client.send(new CreateStackCommand({ StackName: "stack", TemplateURL }));
  expect((await settled(client, "stack")).StackStatus).toBe("CREATE_COMPLETE");
});

describe("refuses", () => {
  const at = (path: string) => `https://${Bucket}.s3.us-east-1.amazonaws.com/${path}`;
  test.each([
    ["what the policy does not open", at("private.yaml"), "S3 error: Access Denied"],
    ["what is not there", at("templates/none.yaml"), "S3 error: "],
    ["an unknown bucket", at("x").replace(Bucket, "none"), "S3 error: The specified bucket"],
    ["another host", "https://example.com/a.yaml", "must reference a valid S3 object"],
    ["plain http", at("templates/a.yaml").replace("https", "http"), "must be a supported URL"],
    ["a broken escape", at("templates/%zz"), "must be a supported URL"],
    ["no URL", "templates/a.yaml", "must be a supported URL"],
    ["a presigned URL", at("templates/a.yaml?X-Amz-Signature=x"), "presigned"],
  ])("%s", async (_name, TemplateURL, reason) => {
    const { simulator } = await startPublished("private.yaml");
    const refused = cloudFormation(simulator).send(
      new CreateStackCommand({ StackName: "stack", TemplateURL }),
    );
    await expect(refused).rejects.toThrow(reason);
  });
});

test("the rights of whoever launches decide", async () => {
  const { simulator, s3 } = await startPublished();
  const roleThatMay = async (name: string, ...Action: string[]) => {
    const arn = await createRole(simulator, THEIRS, {
      name,
      trust: trust({ Service: "lambda.amazonaws.com" }),
      policies: { main: policy({ Effect: "Allow", Action, Resource: "*" }) },
    });
    const session = simulator.credentialsForService("lambda.amazonaws.com", arn, "test");
    return new CloudFormationClient(clientOptions(simulator, session));
  };
  const TemplateURL = `https://${Bucket}.s3.us-east-1.amazonaws.com/templates/a%20b.yaml`;
  const launch = (client: CloudFormationClient, StackName: string) =>
    client.send(new CreateStackCommand({ StackName, TemplateURL }));
  const without = await roleThatMay("without", "cloudformation:*", "sns:*");
  await expect(launch(without, "a")).rejects.toThrow("S3 error: Access Denied");
  const client = await roleThatMay("reader", "cloudformation:*", "sns:*", "s3:GetObject");
  await launch(client, "b");
  expect((await settled(client, "b")).StackStatus).toBe("CREATE_COMPLETE");

  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(OPEN);
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  await expect(launch(client, "c")).rejects.toThrow("S3 error: Access Denied");
});
