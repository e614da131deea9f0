import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "@jest/globals";
import { createCustomerAccount } from "../../../adapters/aws/customer-account.ts";
import { createRole, functionCredentials, policy, trust } from "../../simulator/roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../../simulator/start.ts";

/** More than AWS allows a signature. */
const OFFSET = 20 * 60_000;

/** The customer's account, as a process enters it whose clock differs from AWS's. */
async function open(offset: number, maxAttempts: number) {
  let ahead = 0;
  const simulator = await start({
    now: () => new Date(Date.now() + ahead),
    // The role is old by whichever clock.
    rolePropagationMs: -2 * OFFSET,
  });
  const owner = new SecretsManagerClient({ ...clientOptions(simulator, THEIRS), maxAttempts: 3 });
  const roleArn = await createRole(simulator, THEIRS, {
    name: "Access",
    path: "/ecr-scout/",
    trust: trust(
      { AWS: `arn:aws:iam::${OURS.accountId}:root` },
      { StringEquals: { "sts:ExternalId": "external" } },
    ),
    policies: {
      write: policy({ Effect: "Allow", Action: "secretsmanager:PutSecretValue", Resource: "*" }),
    },
  });
  const { ARN: secretArn = "" } = await owner.send(new CreateSecretCommand({ Name: "key" }));
  const assume = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  const credentials = await functionCredentials(simulator, assume, "setup");
  ahead = offset;
  const account = createCustomerAccount({
    sts: new STSClient({ ...clientOptions(simulator, credentials), maxAttempts }),
    createSecretsClient: (region, session) =>
      new SecretsManagerClient({ ...clientOptions(simulator, session), maxAttempts, region }),
  });
  const value = async () =>
    (await owner.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString;
  return { account, target: { roleArn, secretArn }, value };
}

describe.each([OFFSET, -OFFSET])("a process from whose clock AWS's differs by %d ms", (offset) => {
  test("learns AWS's time from its first refusal, and then does its work", async () => {
    const { account, target, value } = await open(offset, 3);
    const session = await account.assume(target, "external");
    if (session === "refused") throw new Error("the role was refused");
    await account.putSecret(session, target.secretArn, "new");
    expect(await value()).toBe("new");
  });

  test("takes that refusal for none of the customer's where it may not try again", async () => {
    const { account, target } = await open(offset, 1);
    await expect(account.assume(target, "external")).rejects.toMatchObject({
      name: "TransientError",
    });
  });
});
