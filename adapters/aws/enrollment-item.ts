import * as z from "zod";
import { ACTIVATIONS, DELIVERIES } from "../../core/contract/vocabulary.ts";
import type { Enrollment, WaitingIntegration } from "../../core/integrations/enrollment-port.ts";

// `satisfies` makes a new field of the port one of these: zod would drop it in silence.

const WaitingAttribute = z.object({
  integrationId: z.string(),
  account: z.string(),
} satisfies Record<keyof WaitingIntegration, z.ZodType>);

/** A stored enrollment, without its keys. */
const EnrollmentItem = z.object({
  schemaVersion: z.literal(1),
  enrollmentId: z.string(),
  organizationId: z.string(),
  version: z.int(),
  name: z.string(),
  externalIdPrefix: z.string(),
  setupToken: z.string(),
  formerTokens: z.array(z.string()),
  allowedAccounts: z.union([z.literal("*"), z.array(z.string())]),
  activation: z.enum(ACTIVATIONS),
  delivery: z.enum(DELIVERIES).exactOptional(),
  scope: z.array(z.string()).exactOptional(),
  waiting: z.array(WaitingAttribute),
  waitingSettledAt: z.string().exactOptional(),
  createdAt: z.string(),
  closedAt: z.string().exactOptional(),
} satisfies Record<keyof Enrollment | "schemaVersion", z.ZodType>);

/** Reads an item of the table. @throws ZodError when it isn't one of ours. */
export function toEnrollment(item: unknown): Enrollment {
  const { schemaVersion, ...enrollment } = EnrollmentItem.parse(item);
  return enrollment;
}
