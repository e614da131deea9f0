import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createCustomerAccount } from "../../adapters/aws/customer-account.ts";
import type { CustomerAccount, CustomerSession } from "../../core/integrations/setup-port.ts";
import { customerAndOurs } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";
import { policy, trust } from "../simulator/roles.ts";

let account: CustomerAccount;
let owner: SecretsManagerClient;
let roleArn: string;
beforeEach(async () => {
  const { ours, customer, trustedPrincipal } = await customerAndOurs();
  account = createCustomerAccount({
    sts: new STSClient(ours),
    createSecretsClient: (region, credentials) =>
      new SecretsManagerClient({ ...customer, region, credentials }),
  });
  owner = new SecretsManagerClient(customer);
  const iam = new IAMClient(customer);
  const RoleName = freshName("access");
  const condition = { StringEquals: { "sts:ExternalId": "external" } };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: "/ecr-scout/",
      AssumeRolePolicyDocument: trust({ AWS: trustedPrincipal }, condition),
    }),
  );
  roleArn = Role?.Arn ?? "";
  const PolicyDocument = policy({
    Effect: "Allow",
    Action: "secretsmanager:PutSecretValue",
    Resource: "*",
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "write", PolicyDocument }));
});

async function createSecret(): Promise<string> {
  const { ARN } = await owner.send(new CreateSecretCommand({ Name: freshName("credentials") }));
  return ARN ?? "";
}

async function sessionFor(secretArn: string): Promise<CustomerSession> {
  const session = await account.assume({ roleArn, secretArn }, "external");
  if (session === "refused") throw new Error("the role was refused");
  return session;
}

describe("a customer's account", () => {
  test("lets the role write an empty secret, and replace its value", async () => {
    const secretArn = await createSecret();
    const session = await sessionFor(secretArn);
    for (const value of ['{"apiKey":"1.one"}', '{"apiKey":"1.two"}']) {
      await account.putSecret(session, secretArn, value);
      const stored = await owner.send(new GetSecretValueCommand({ SecretId: secretArn }));
      expect(stored.SecretString).toBe(value);
    }
  });

  test("has one version of a value that was written twice", async () => {
    const secretArn = await createSecret();
    const session = await sessionFor(secretArn);
    await account.putSecret(session, secretArn, "value");
    const before = await owner.send(new DescribeSecretCommand({ SecretId: secretArn }));
    await account.putSecret(session, secretArn, "value");
    const after = await owner.send(new DescribeSecretCommand({ SecretId: secretArn }));
    expect(Object.values(before.VersionIdsToStages ?? {})).toEqual([["AWSCURRENT"]]);
    expect(after.VersionIdsToStages).toEqual(before.VersionIdsToStages);
  });

  test("says that a secret is not there", async () => {
    const secretArn = (await createSecret()).replace(/credentials-[0-9a-f]{8}/, "missing");
    const session = await sessionFor(secretArn);
    await expect(account.putSecret(session, secretArn, "value")).rejects.toMatchObject({
      name: "PermanentError",
      code: "secret-not-writable",
    });
  });
});
