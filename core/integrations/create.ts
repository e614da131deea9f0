import type { Activation, Delivery, Layout } from "../contract/vocabulary.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { formatSetupToken } from "./setup-token.ts";
import { tokenExpiryFrom } from "./token-expiry.ts";

/** What `createIntegration` needs. */
export interface CreateIntegrationDependencies {
  readonly integrations: Pick<IntegrationStore, "create">;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/** What is asked for; the stack's own word on its form counts once it is launched. */
export interface NewIntegration {
  readonly organizationId: string;
  readonly activation: Activation;
  /** So many of the latest images of each activated repository are analysed first; undefined: one. */
  readonly latest?: number | undefined;
  readonly layout?: Layout | undefined;
  /** Undefined: what the stack's Region has. */
  readonly delivery?: Delivery | undefined;
  /** Undefined: all repositories. */
  readonly scope?: readonly string[] | undefined;
}

/**
 * Creates a pending integration with an external ID and a setup token of its own. It has no key
 * until its stack asks for one. Whether the caller may do so is the caller's to check.
 */
export async function createIntegration(
  dependencies: CreateIntegrationDependencies,
  input: NewIntegration,
): Promise<Integration> {
  const { randomBytes } = dependencies;
  const { organizationId, activation, latest, layout = "current", delivery, scope } = input;
  const integrationId = randomBytes(8).toString("hex");
  const now = dependencies.now();
  const integration: Integration = {
    integrationId,
    organizationId,
    version: 1,
    status: "pending",
    externalId: randomBytes(16).toString("hex"),
    setupToken: formatSetupToken(integrationId, randomBytes(32)),
    keyHashes: [],
    activation,
    ...(latest === undefined ? {} : { latest }),
    ...(layout === "current" ? {} : { layout }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(scope === undefined ? {} : { scope }),
    createdAt: now.toISOString(),
    tokenExpiresAt: tokenExpiryFrom(now),
  };
  await dependencies.integrations.create(integration);
  return integration;
}
