import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createCustomerAccount } from "../../../adapters/aws/customer-account.ts";
import type { CustomerAccount, CustomerSession } from "../../../core/integrations/setup-port.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { createRole, functionCredentials, policy, trust } from "../../simulator/roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../../simulator/start.ts";

const ASSUME = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
const NOT_WRITABLE = { name: "PermanentError", code: "secret-not-writable" };

let simulator: Simulator;
let owner: SecretsManagerClient;

/** The account as a function of ours enters it. */
async function open(rights = ASSUME): Promise<CustomerAccount> {
  const credentials = await functionCredentials(simulator, rights, "setup");
  return createCustomerAccount({
    sts: new STSClient(clientOptions(simulator, credentials)),
    createSecretsClient: (region, session) =>
      new SecretsManagerClient({ ...clientOptions(simulator, session), region }),
  });
}

/** A role that lets us in, with these rights on every secret. */
function accessRole(Action: string | readonly string[] = "secretsmanager:*"): Promise<string> {
  return createRole(simulator, THEIRS, {
    name: "Access",
    path: "/ecr-scout/",
    trust: trust(
      { AWS: `arn:aws:iam::${OURS.accountId}:root` },
      { StringEquals: { "sts:ExternalId": "external" } },
    ),
    policies: { rights: policy({ Effect: "Allow", Action, Resource: "*" }) },
  });
}

async function createSecret(name: string): Promise<string> {
  const { ARN } = await owner.send(new CreateSecretCommand({ Name: name }));
  return ARN ?? "";
}

function required(session: CustomerSession | "refused"): CustomerSession {
  if (session === "refused") throw new Error("the role was refused");
  return session;
}

beforeEach(async () => {
  simulator = await start();
  owner = new SecretsManagerClient(clientOptions(simulator, THEIRS));
});

describe("a customer's role", () => {
  test.each([
    ["without an external ID", undefined],
    ["with another external ID", "wrong"],
  ])("is refused %s", async (_name, externalId) => {
    const account = await open();
    const target = { roleArn: await accessRole(), secretArn: await createSecret("a") };
    expect(await account.assume(target, externalId)).toBe("refused");
    expect(await account.assume(target, "external")).toMatchObject({
      accessKeyId: expect.any(String),
      secretAccessKey: expect.any(String),
      sessionToken: expect.any(String),
    });
  });

  test("that does not exist is refused as well", async () => {
    const account = await open();
    const roleArn = `arn:aws:iam::${THEIRS.accountId}:role/ecr-scout/None`;
    const secretArn = await createSecret("a");
    expect(await account.assume({ roleArn, secretArn }, "external")).toBe("refused");
  });

  test("can't be asked for with credentials of ours that AWS does not know", async () => {
    const account = createCustomerAccount({
      sts: new STSClient(
        clientOptions(simulator, { accessKeyId: "ASIAUNKNOWN000000000", secretAccessKey: "x" }),
      ),
      createSecretsClient: () => owner,
    });
    const target = { roleArn: await accessRole(), secretArn: await createSecret("a") };
    await expect(account.assume(target, "external")).rejects.toMatchObject({
      name: "TransientError",
    });
  });
});

describe("a session of the role", () => {
  test("may write the secret that it is for, and do nothing else that the role may", async () => {
    const account = await open();
    const [secretArn, otherArn] = [await createSecret("a"), await createSecret("b")];
    const roleArn = await accessRole();
    const session = required(await account.assume({ roleArn, secretArn }, "external"));
    await account.putSecret(session, secretArn, "value");
    const stored = await owner.send(new GetSecretValueCommand({ SecretId: secretArn }));
    expect(stored.SecretString).toBe("value");
    await expect(account.putSecret(session, otherArn, "value")).rejects.toMatchObject({
      ...NOT_WRITABLE,
      message: expect.stringContaining("may not write it (AccessDeniedException: "),
    });
    const reader = new SecretsManagerClient(clientOptions(simulator, session));
    await expect(
      reader.send(new GetSecretValueCommand({ SecretId: secretArn })),
    ).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("that is for no secret may write none", async () => {
    const account = await open();
    const secretArn = await createSecret("a");
    const session = required(await account.assume({ roleArn: await accessRole() }, "external"));
    await expect(account.putSecret(session, secretArn, "value")).rejects.toMatchObject(
      NOT_WRITABLE,
    );
  });

  test("may not write what the role may not", async () => {
    const account = await open();
    const secretArn = await createSecret("a");
    const roleArn = await accessRole("ecr:DescribeImages");
    const session = required(await account.assume({ roleArn, secretArn }, "external"));
    await expect(account.putSecret(session, secretArn, "value")).rejects.toMatchObject(
      NOT_WRITABLE,
    );
  });

  test("can't write a secret that is about to be deleted", async () => {
    const account = await open();
    const secretArn = await createSecret("a");
    await owner.send(new DeleteSecretCommand({ SecretId: secretArn, RecoveryWindowInDays: 7 }));
    const roleArn = await accessRole();
    const session = required(await account.assume({ roleArn, secretArn }, "external"));
    await expect(account.putSecret(session, secretArn, "value")).rejects.toMatchObject({
      ...NOT_WRITABLE,
      message: expect.stringContaining("Restore the secret"),
    });
  });
});
