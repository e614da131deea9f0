import * as z from "zod";
import { Retention } from "../../core/contract/retention.ts";
import {
  ACTIVATIONS,
  APPROVALS,
  DELIVERIES,
  INTEGRATION_STATUSES,
  LAYOUTS,
} from "../../core/contract/vocabulary.ts";
import type {
  ActivatedPattern,
  Connection,
  Integration,
  KeyHash,
} from "../../core/integrations/port.ts";

// `satisfies` makes a new field of the port one of these: zod would drop it in silence.

const KeyHashAttribute = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  revokedAt: z.string().exactOptional(),
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
  setupRoleArn: z.string().exactOptional(),
  secretArn: z.string().exactOptional(),
  stackId: z.string(),
  templateVersion: z.string(),
  boundAt: z.string(),
  connectedAt: z.string().exactOptional(),
  firstConnectedAt: z.string().exactOptional(),
  deletedAt: z.string().exactOptional(),
  resources: ResourcesAttribute.exactOptional(),
} satisfies Record<keyof Connection, z.ZodType>);

const PatternAttribute = z.object({
  pattern: z.string(),
  since: z.string(),
  latest: z.int().exactOptional(),
} satisfies Record<keyof ActivatedPattern, z.ZodType>);

const EnrollmentAttribute = z.object({
  enrollmentId: z.string(),
  approval: z.enum(APPROVALS),
  approvedAt: z.string().exactOptional(),
} satisfies Record<keyof NonNullable<Integration["enrollment"]>, z.ZodType>);

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
  allSince: z.string().exactOptional(),
  latest: z.int().exactOptional(),
  activationPatterns: z.array(PatternAttribute).exactOptional(),
  retention: Retention.exactOptional(),
  layout: z.enum(LAYOUTS).exactOptional(),
  delivery: z.enum(DELIVERIES).exactOptional(),
  scope: z.array(z.string()).exactOptional(),
  createdAt: z.string(),
  tokenExpiresAt: z.string().exactOptional(),
  enrollment: EnrollmentAttribute.exactOptional(),
  connection: ConnectionAttribute.exactOptional(),
  removedAt: z.string().exactOptional(),
} satisfies Record<keyof Integration | "schemaVersion", z.ZodType>);

/** Reads an item of the table. @throws ZodError when it isn't one of ours. */
export function toIntegration(item: unknown): Integration {
  const { schemaVersion, ...integration } = IntegrationItem.parse(item);
  return integration;
}
