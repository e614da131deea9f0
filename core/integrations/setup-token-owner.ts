import type { SetupMessage } from "../contract/setup-message.ts";
import { enrolledIntegrationId } from "./enrollment-identity.ts";
import type { Enrollment, EnrollmentStore } from "./enrollment-port.ts";
import type { IntegrationStore } from "./port.ts";
import { hashSetupToken, integrationIdOfToken, matchesSetupToken } from "./setup-token.ts";
import { parseTopicArn } from "./sns-host.ts";

/** Integrations of one registry that were removed: more than anybody removes by hand. */
const MAX_GENERATIONS = 100;

/** Whose setup token it is, as a setup message carries it. */
export type TokenOwner = Pick<SetupMessage, "integrationId" | "enrollmentId" | "isFormerToken">;

/** What `tokenOwnerOf` needs. */
export interface TokenOwnerDependencies {
  readonly integrations: Pick<IntegrationStore, "get">;
  readonly enrollments: Pick<EnrollmentStore, "get">;
}

/**
 * Whose setup token it is: an integration's, be it removed, or an enrollment's. Of an enrollment
 * each account and Region has an integration of its own, which may not exist yet.
 *
 * @param topicArn Of the topic that SNS has signed for: whose account and Region it is.
 * @returns Without an integration and an enrollment for a token of nobody.
 */
export async function tokenOwnerOf(
  { integrations, enrollments }: TokenOwnerDependencies,
  token: string,
  topicArn: string,
): Promise<TokenOwner> {
  const named = integrationIdOfToken(token);
  if (named === undefined) return { integrationId: null };
  const integration = await integrations.get(named);
  if (matchesSetupToken(token, integration?.setupToken)) return { integrationId: named };
  const enrollment = await enrollments.get(named);
  const match = enrollment === undefined ? "none" : matchOf(token, enrollment);
  if (match === "none") return { integrationId: null };
  return {
    integrationId: await livingIntegrationId(integrations, named, topicArn),
    enrollmentId: named,
    ...(match === "former" ? { isFormerToken: true } : {}),
  };
}

function matchOf(
  token: string,
  { setupToken, formerTokens }: Enrollment,
): "present" | "former" | "none" {
  if (matchesSetupToken(token, setupToken)) return "present";
  // What is compared are hashes: how long it takes tells nothing of a token.
  return formerTokens.includes(hashSetupToken(token)) ? "former" : "none";
}

/** Of the registry's integrations the first that was not removed; null: too many were. */
async function livingIntegrationId(
  integrations: Pick<IntegrationStore, "get">,
  enrollmentId: string,
  topicArn: string,
): Promise<string | null> {
  const place = parseTopicArn(topicArn);
  for (let generation = 0; generation < MAX_GENERATIONS; generation++) {
    const integrationId = enrolledIntegrationId(enrollmentId, place, generation);
    if ((await integrations.get(integrationId))?.removedAt === undefined) return integrationId;
  }
  return null;
}
