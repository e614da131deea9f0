import * as z from "zod";

/** Deliveries of a message before it is a dead letter. */
export const CHECK_ATTEMPTS = 8;

/** A message of the check queue. */
export const CheckMessage = z.discriminatedUnion("kind", [
  /** Check an integration, and store what was found. */
  z.object({
    kind: z.literal("check"),
    organizationId: z.string().min(1),
    integrationId: z.string().min(1),
    requestedAt: z.string(),
  }),
  /** Give an integration a new key; `force`: also where the present one is young. */
  z.object({
    kind: z.literal("rotate"),
    organizationId: z.string().min(1),
    integrationId: z.string().min(1),
    requestedAt: z.string(),
    force: z.boolean().optional(),
  }),
]);
export type CheckMessage = z.infer<typeof CheckMessage>;
