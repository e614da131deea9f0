import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { PermanentError } from "../../core/errors.ts";
import type { ConnectedIntegration } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";

/** Temporary credentials of a customer's role. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Which session of a role is asked for. */
export interface SessionTerms {
  /** What customers see in their CloudTrail. */
  readonly name: string;
  /** 900 to 3600: role chaining allows no more (IAM, "Roles terms and concepts"). */
  readonly seconds: number;
  /** All that the session may do, as a policy. */
  readonly policy: string;
}

/**
 * Assumes AssumeRoleEcrAccess of an integration's stack with its external ID, narrowed by a
 * session policy.
 *
 * @throws PermanentError `role-refused`; TransientError
 */
export async function assumeAccessRole(
  sts: STSClient,
  { connection, externalId }: ConnectedIntegration,
  terms: SessionTerms,
): Promise<SessionCredentials> {
  const command = new AssumeRoleCommand({
    RoleArn: connection.roleArn,
    RoleSessionName: terms.name,
    ExternalId: externalId,
    DurationSeconds: terms.seconds,
    Policy: terms.policy,
  });
  const { Credentials } = await translated("sts", () => sts.send(command)).catch(
    (error: unknown) => {
      throw refusal(error, connection.roleArn);
    },
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error("STS answered AssumeRole without credentials");
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

function refusal(error: unknown, roleArn: string): unknown {
  if (!(error instanceof PermanentError)) return error;
  return new PermanentError(
    "role-refused",
    `AWS did not let us assume the role ${roleArn}. Its stack was deleted, or the role's trust or external ID was changed. Check the stack in that account, or launch it again, then retry.`,
    { cause: error },
  );
}
