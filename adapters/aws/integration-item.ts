import * as z from "zod";
import { ACTIVATIONS, INTEGRATION_STATUSES } from "../../core/contract/vocabulary.ts";
import type { Connection, Integration, KeyHash } from "../../core/integrations/port.ts";

// `satisfies` makes a new field of the port one of these: zod would drop it in silence.

const KeyHashAttribute = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  secretArn: z.string().exactOptional(),
} satisfies Record<keyof KeyHash, z.ZodType>);

const ResourcesAttribute = z.object({
  connectionArn: z.string(),
  apiDestinationArn: z.string(),
  ruleArns: z.array(z.string()),
} satisfies Record<keyof NonNullable<Connection["resources"]>, z.ZodType>);

const ConnectionAttribute = z.object({
  account: z.string(),
  region: z.string(),
  roleArn: z.string(),
  secretArn: z.string(),
  stackId: z.string(),
  templateVersion: z.string(),
  boundAt: z.string(),
  connectedAt: z.string().exactOptional(),
  firstConnectedAt: z.string().exactOptional(),
  deletedAt: z.string().exactOptional(),
  resources: ResourcesAttribute.exactOptional(),
} satisfies Record<keyof Connection, z.ZodType>);

/** A stored integration, without its keys. */
const IntegrationItem = z.object({
  schemaVersion: z.literal(1),
  integrationId: z.string(),
  organizationId: z.string(),
  version: z.int(),
  status: z.enum(INTEGRATION_STATUSES),
  statusReason: z.string().exactOptional(),
  externalId: z.string(),
  setupToken: z.string(),
  keyHashes: z.array(KeyHashAttribute),
  activation: z.enum(ACTIVATIONS),
  createdAt: z.string(),
  connection: ConnectionAttribute.exactOptional(),
  removedAt: z.string().exactOptional(),
} satisfies Record<keyof Integration | "schemaVersion", z.ZodType>);

/** Reads an item of the table. @throws ZodError when it isn't one of ours. */
export function toIntegration(item: unknown): Integration {
  const { schemaVersion, ...integration } = IntegrationItem.parse(item);
  return integration;
}
