import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createCustomerAccount } from "../../../adapters/aws/customer-account.ts";
import { grant, serviceError } from "./customer-answers.ts";

const ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Access";
const SECRET = "arn:aws:secretsmanager:eu-west-1:222222222222:secret:Credentials-AbCdEf";
const TARGET = { roleArn: ROLE, secretArn: SECRET };
const SESSION = { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" };

const sts = mockClient(STSClient);
const secrets = mockClient(SecretsManagerClient);
let opened: unknown[];
const account = createCustomerAccount({
  sts: new STSClient({ region: "us-east-1" }),
  createSecretsClient(region, credentials) {
    opened.push({ region, credentials });
    return new SecretsManagerClient({ region });
  },
});

beforeEach(() => {
  sts.reset();
  secrets.reset();
  opened = [];
});

/** Errors that say nothing about the customer. */
const PASSING = [
  serviceError("Throttling"),
  serviceError("ThrottlingException"),
  serviceError("ExpiredToken", 403),
  serviceError("ExpiredTokenException"),
  serviceError("UnrecognizedClientException"),
  serviceError("InvalidClientTokenId", 403),
  serviceError("SignatureDoesNotMatch", 403),
  serviceError("CredentialsProviderError"),
  serviceError("InternalFailure", 500),
  serviceError("ServiceUnavailable", 503),
  Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
];

describe("a role", () => {
  beforeEach(() => {
    sts.on(AssumeRoleCommand).resolves(grant());
  });

  test("is assumed for a quarter of an hour, for nothing but writing the secret", async () => {
    expect(await account.assume(TARGET, "external")).toEqual(SESSION);
    const input = sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input;
    expect({ ...input, Policy: JSON.parse(input?.Policy ?? "") as unknown }).toEqual({
      RoleArn: ROLE,
      RoleSessionName: "ecr-scout-setup",
      ExternalId: "external",
      DurationSeconds: 900,
      Policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "secretsmanager:PutSecretValue", Resource: SECRET }],
      },
    });
  });

  test("that writes no secret is only proved: its session may do nothing", async () => {
    expect(await account.assume({ roleArn: ROLE }, "external")).toEqual(SESSION);
    const input = sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input;
    expect(JSON.parse(input?.Policy ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
    });
  });

  test("is tried without an external ID", async () => {
    await account.assume(TARGET, undefined);
    expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input).not.toHaveProperty("ExternalId");
  });

  test.each(["AccessDenied", "AccessDeniedException"])("is refused by %s", async (name) => {
    sts.on(AssumeRoleCommand).rejects(serviceError(name, 403));
    expect(await account.assume(TARGET, "external")).toBe("refused");
  });

  test.each(PASSING)("is not refused by %s", async (error) => {
    sts.on(AssumeRoleCommand).rejects(error);
    await expect(account.assume(TARGET, "external")).rejects.toMatchObject({
      name: "TransientError",
      code: "sts-unavailable",
      cause: error,
    });
  });

  test.each(["ValidationError", "MalformedPolicyDocument", "RegionDisabledException"])(
    "can't be assumed after %s, ever",
    async (name) => {
      sts.on(AssumeRoleCommand).rejects(serviceError(name));
      await expect(account.assume(TARGET, "external")).rejects.toMatchObject({
        name: "PermanentError",
        code: "invalid-role",
        message: expect.stringMatching(new RegExp(`${ROLE} \\(${name}: what AWS says\\)`)),
      });
    },
  );

  test("that is assumed without credentials is a defect", async () => {
    sts.on(AssumeRoleCommand).resolves({});
    await expect(account.assume(TARGET, "external")).rejects.toThrow("without credentials");
  });
});

describe.each([
  "",
  "*",
  "arn:aws:secretsmanager:eu-west-1:222222222222:secret:*",
  "arn:aws:secretsmanager:evil.example/:222222222222:secret:a",
  "arn:aws:secretsmanager::222222222222:secret:a",
  "arn:aws:iam::222222222222:role/a",
])("what is no secret's ARN: %j", (secretArn) => {
  test("is not put into a policy, nor into a host's name", async () => {
    const refusal = { name: "PermanentError", code: "secret-not-writable" };
    const target = { roleArn: ROLE, secretArn };
    await expect(account.assume(target, "external")).rejects.toMatchObject(refusal);
    await expect(account.putSecret(SESSION, secretArn, "a")).rejects.toMatchObject(refusal);
    expect(sts.calls()).toEqual([]);
    expect(opened).toEqual([]);
  });
});

describe("a secret", () => {
  test("is written in its Region, as the session, once for one value", async () => {
    secrets.on(PutSecretValueCommand).resolves({});
    for (const value of ["one", "one", "other"]) await account.putSecret(SESSION, SECRET, value);
    expect(opened).toEqual(Array(3).fill({ region: "eu-west-1", credentials: SESSION }));
    const inputs = secrets.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input);
    expect(inputs[0]).toEqual({
      SecretId: SECRET,
      SecretString: "one",
      ClientRequestToken: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    });
    expect(inputs[1]).toEqual(inputs[0]);
    expect(inputs[2]?.ClientRequestToken).not.toBe(inputs[0]?.ClientRequestToken);
  });

  test.each([
    ["AccessDeniedException", "may not write it"],
    ["ResourceNotFoundException", "does not exist"],
    ["InvalidRequestException", "marked for deletion"],
    ["EncryptionFailure", "KMS key"],
    ["DecryptionFailure", "KMS key"],
    ["InvalidParameterException", "refused it"],
  ])("can't be written after %s: it %s", async (name, why) => {
    const cause = serviceError(name);
    secrets.on(PutSecretValueCommand).rejects(cause);
    const refusal = await account.putSecret(SESSION, SECRET, "value").catch((e: unknown) => e);
    expect(refusal).toMatchObject({ name: "PermanentError", code: "secret-not-writable", cause });
    const { message } = refusal as Error;
    for (const part of [SECRET, why, `(${name}: what AWS says)`, ", then try again."]) {
      expect(message).toContain(part);
    }
  });

  test("that can't be written is explained by a part of what AWS says", async () => {
    const long = Object.assign(serviceError("AccessDeniedException"), {
      message: "a\n".repeat(999),
    });
    secrets.on(PutSecretValueCommand).rejects(long);
    const refusal = await account.putSecret(SESSION, SECRET, "value").catch((e: unknown) => e);
    expect((refusal as Error).message.length).toBeLessThan(900);
    expect((refusal as Error).message).not.toContain("\n");
  });

  test.each([...PASSING, serviceError("LimitExceededException")])(
    "may be written later after %s",
    async (error) => {
      secrets.on(PutSecretValueCommand).rejects(error);
      await expect(account.putSecret(SESSION, SECRET, "value")).rejects.toMatchObject({
        name: "TransientError",
        code: "secretsmanager-unavailable",
      });
    },
  );
});
