import type { STSClient } from "@aws-sdk/client-sts";
import type { ConnectedIntegration, Connection } from "../../core/integrations/port.ts";
import { assumeAccessRole, type SessionCredentials } from "./assume-role.ts";
import {
  imageListSessionPolicy,
  registrySessionPolicy,
  repositorySessionPolicy,
} from "./session-policy.ts";

/** What a session is for: it may do nothing else. Repositories by checked names. */
export type SessionPurpose =
  /** Reading the images of one repository. */
  | { readonly kind: "analysis"; readonly repository: string }
  /** Listing the names of all repositories. */
  | { readonly kind: "list-repositories" }
  /** Listing the images of one repository. */
  | { readonly kind: "list-images"; readonly repository: string };

/** Gives sessions of customers' roles, narrowed to one purpose each. */
export type RoleSessions = (
  integration: ConnectedIntegration,
  purpose: SessionPurpose,
) => Promise<SessionCredentials>;

/** Role chaining allows no more (IAM, "Roles terms and concepts"). */
const SESSION_SECONDS = 3600;
/** A session is used again only if it outlives the longest function by far. */
const REMAINING_MILLISECONDS = 30 * 60_000;
/** Sessions kept by one process: a burst of pushes is of a few repositories. */
const MAX_SESSIONS = 200;
/** What customers see in their CloudTrail. */
const SESSION_NAMES = {
  analysis: "ecr-scout-analysis",
  "list-repositories": "ecr-scout-reconcile",
  "list-images": "ecr-scout-reconcile",
} as const satisfies Record<SessionPurpose["kind"], string>;

/** Assumes roles with STS and keeps each session for the jobs that follow with the same purpose. */
export function createRoleSessions(client: STSClient, now: () => Date): RoleSessions {
  const sessions = new Map<string, SessionCredentials>();
  return async (integration, purpose) => {
    const policy = policyFor(integration.connection, purpose);
    const { roleArn } = integration.connection;
    const name = `${integration.integrationId} ${roleArn} ${policy}`;
    const known = sessions.get(name);
    if (known && known.expiration.getTime() - now().getTime() > REMAINING_MILLISECONDS) {
      return known;
    }
    sessions.delete(name);
    const session = await assumeAccessRole(client, integration, {
      name: SESSION_NAMES[purpose.kind],
      seconds: SESSION_SECONDS,
      policy,
    });
    const [oldest] = sessions.keys();
    if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    sessions.set(name, session);
    return session;
  };
}

function policyFor(connection: Connection, purpose: SessionPurpose): string {
  switch (purpose.kind) {
    case "analysis":
      return repositorySessionPolicy(connection, purpose.repository);
    case "list-repositories":
      return registrySessionPolicy(connection);
    case "list-images":
      return imageListSessionPolicy(connection, purpose.repository);
  }
}
