import { createHash } from "node:crypto";
import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { PermanentError } from "../../core/errors.ts";
import type { CustomerAccount, CustomerSession } from "../../core/integrations/setup-port.ts";
import { awsErrorName, isServiceRefusal, translated } from "./aws-errors.ts";
import { regionOfSecret } from "./secret-arn.ts";
import { secretNotWritable } from "./secret-failure.ts";
import { NOTHING_SESSION_POLICY, secretSessionPolicy } from "./session-policy.ts";

/** What `createCustomerAccount` needs. */
export interface CustomerAccountOptions {
  readonly sts: STSClient;
  readonly createSecretsClient: (
    region: string,
    credentials: CustomerSession,
  ) => SecretsManagerClient;
}

/** The shortest that STS gives: one call follows. */
const SESSION_SECONDS = 900;
/** What customers see in their CloudTrail. */
const SESSION_NAME = "ecr-scout-setup";

/** A customer's account on AWS, entered by the role of the stack. */
export function createCustomerAccount(options: CustomerAccountOptions): CustomerAccount {
  return {
    async assume({ roleArn, secretArn }, externalId) {
      if (secretArn !== undefined) requireRegion(secretArn);
      const command = new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: SESSION_NAME,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        DurationSeconds: SESSION_SECONDS,
        Policy: secretArn === undefined ? NOTHING_SESSION_POLICY : secretSessionPolicy(secretArn),
      });
      try {
        const { Credentials } = await translated("sts", () => options.sts.send(command));
        const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
        if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
          throw new Error("STS answered AssumeRole without credentials");
        }
        return {
          accessKeyId: AccessKeyId,
          secretAccessKey: SecretAccessKey,
          sessionToken: SessionToken,
        };
      } catch (error) {
        if (error instanceof PermanentError && error.code === "access-denied") return "refused";
        if (!isServiceRefusal(error)) throw error;
        throw new PermanentError(
          "invalid-role",
          `AWS can't assume the role ${roleArn} (${awsErrorName(error)}: ${error.message}). Launch the stack again from our template.`,
          { cause: error },
        );
      }
    },
    async putSecret(session, secretArn, value) {
      const client = options.createSecretsClient(requireRegion(secretArn), session);
      const command = new PutSecretValueCommand({
        SecretId: secretArn,
        SecretString: value,
        ClientRequestToken: versionIdOf(value),
      });
      try {
        await translated("secretsmanager", () => client.send(command));
      } catch (error) {
        throw writeFailure(secretArn, error);
      } finally {
        client.destroy();
      }
    },
  };
}

function requireRegion(secretArn: string): string {
  const region = regionOfSecret(secretArn);
  if (region !== undefined) return region;
  throw new PermanentError(
    "secret-not-writable",
    `"${secretArn.slice(0, 200)}" is not the ARN of a secret. Launch the stack again from our template.`,
  );
}

/** Of the same value always the same: a second writing of it then makes no second version. */
function versionIdOf(value: string): string {
  const hex = createHash("sha256").update(value).digest("hex");
  // A UUID of version 8 (RFC 9562, section 5.8): what its bits are is its maker's to say.
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join("-");
}

function writeFailure(secretArn: string, error: unknown): unknown {
  if (error instanceof PermanentError && error.cause instanceof Error) {
    return secretNotWritable(secretArn, error.cause);
  }
  if (isServiceRefusal(error)) return secretNotWritable(secretArn, error);
  return error;
}
