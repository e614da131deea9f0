import type { Activation } from "../contract/vocabulary.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { formatSetupToken } from "./setup-token.ts";

/** What `createIntegration` needs. */
export interface CreateIntegrationDependencies {
  readonly integrations: Pick<IntegrationStore, "create">;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/**
 * Creates a pending integration with an external ID and a setup token of its own. It has no key
 * until its stack asks for one. Whether the caller may do so is the caller's to check.
 */
export async function createIntegration(
  dependencies: CreateIntegrationDependencies,
  input: { readonly organizationId: string; readonly activation: Activation },
): Promise<Integration> {
  const { randomBytes } = dependencies;
  const integrationId = randomBytes(8).toString("hex");
  const integration: Integration = {
    integrationId,
    organizationId: input.organizationId,
    version: 1,
    status: "pending",
    externalId: randomBytes(16).toString("hex"),
    setupToken: formatSetupToken(integrationId, randomBytes(32)),
    keyHashes: [],
    activation: input.activation,
    createdAt: dependencies.now().toISOString(),
  };
  await dependencies.integrations.create(integration);
  return integration;
}
