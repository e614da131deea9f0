import * as z from "zod";
import { ACTIVATIONS, INTEGRATION_STATUSES } from "../../core/contract/vocabulary.ts";
import type { Integration } from "../../core/integrations/port.ts";

/** A stored integration, without its keys. */
const IntegrationItem = z.object({
  schemaVersion: z.literal(1),
  integrationId: z.string(),
  organizationId: z.string(),
  status: z.enum(INTEGRATION_STATUSES),
  statusReason: z.string().exactOptional(),
  externalId: z.string(),
  keyHashes: z.array(
    z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      createdAt: z.string(),
      expiresAt: z.string().exactOptional(),
    }),
  ),
  activation: z.enum(ACTIVATIONS),
  createdAt: z.string(),
  connection: z
    .object({
      account: z.string(),
      region: z.string(),
      roleArn: z.string(),
      stackId: z.string(),
      connectedAt: z.string(),
    })
    .exactOptional(),
  removedAt: z.string().exactOptional(),
});

/** Reads an item of the table. @throws ZodError when it isn't one of ours. */
export function toIntegration(item: unknown): Integration {
  const { schemaVersion, ...integration } = IntegrationItem.parse(item);
  return integration;
}
