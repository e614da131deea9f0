import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { PermanentError } from "../../core/errors.ts";
import type { ConnectedIntegration } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";
import { repositorySessionPolicy } from "./session-policy.ts";

/** Temporary credentials of a customer's role. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Gives sessions of customers' roles, narrowed to one repository each. */
export type RoleSessions = (
  integration: ConnectedIntegration,
  repository: string,
) => Promise<SessionCredentials>;

/** Role chaining allows no more (IAM, "Roles terms and concepts"). */
const SESSION_SECONDS = 3600;
/** A session is used again only if it outlives the longest function by far. */
const REMAINING_MILLISECONDS = 30 * 60_000;
/** Sessions kept by one process: a burst of pushes is of a few repositories. */
const MAX_SESSIONS = 200;
/** What customers see in their CloudTrail. */
const SESSION_NAME = "ecr-scout-analysis";

/** Assumes roles with STS and keeps each session for the jobs that follow on the same repository. */
export function createRoleSessions(client: STSClient, now: () => Date): RoleSessions {
  const sessions = new Map<string, SessionCredentials>();
  return async (integration, repository) => {
    const { roleArn } = integration.connection;
    const name = `${integration.integrationId} ${roleArn} ${repository}`;
    const known = sessions.get(name);
    if (known && known.expiration.getTime() - now().getTime() > REMAINING_MILLISECONDS) {
      return known;
    }
    sessions.delete(name);
    const session = await assume(client, integration, repository);
    const [oldest] = sessions.keys();
    if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    sessions.set(name, session);
    return session;
  };
}

async function assume(
  client: STSClient,
  { connection, externalId }: ConnectedIntegration,
  repository: string,
): Promise<SessionCredentials> {
  const command = new AssumeRoleCommand({
    RoleArn: connection.roleArn,
    RoleSessionName: SESSION_NAME,
    ExternalId: externalId,
    DurationSeconds: SESSION_SECONDS,
    Policy: repositorySessionPolicy(connection, repository),
  });
  const { Credentials } = await translated("sts", () => client.send(command)).catch(
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
