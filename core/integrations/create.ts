import type { Activation } from "../contract/vocabulary.ts";
import { formatApiKey, hashApiKey } from "./api-key.ts";
import type { Integration, IntegrationStore } from "./port.ts";

/** What `createIntegration` needs. */
export interface CreateIntegrationDependencies {
  readonly integrations: Pick<IntegrationStore, "create">;
  now(): Date;
  /** Bytes that nobody can guess. */
  randomBytes(size: number): Buffer;
}

/** A new integration and, this once, its key. */
export interface CreatedIntegration {
  readonly integration: Integration;
  readonly integrationId: string;
  readonly externalId: string;
  /** `<integrationId>.<secret>`; only its hash is kept. */
  readonly apiKey: string;
}

/**
 * Creates a pending integration with an external ID and a key of its own. Whether the caller
 * may do so is the caller's to check.
 */
export async function createIntegration(
  dependencies: CreateIntegrationDependencies,
  input: { readonly organizationId: string; readonly activation: Activation },
): Promise<CreatedIntegration> {
  const integrationId = dependencies.randomBytes(8).toString("hex");
  const apiKey = formatApiKey(integrationId, dependencies.randomBytes(32));
  const createdAt = dependencies.now().toISOString();
  const integration: Integration = {
    integrationId,
    organizationId: input.organizationId,
    status: "pending",
    externalId: dependencies.randomBytes(16).toString("hex"),
    keyHashes: [{ sha256: hashApiKey(apiKey), createdAt }],
    activation: input.activation,
    createdAt,
  };
  await dependencies.integrations.create(integration);
  return { integration, integrationId, externalId: integration.externalId, apiKey };
}
