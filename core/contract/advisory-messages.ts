import * as z from "zod";

/** A message of the advisory-sync queue: make these ecosystems' advisories current. */
export const AdvisorySyncRequest = z.object({
  /** OSV names, for example `npm`, `Debian:12`. */
  ecosystems: z.array(z.string().min(1)).min(1),
  requestedAt: z.string(),
  /** Whose images are matched again afterwards; without it the advisories are only refreshed. */
  organizationId: z.string().min(1).optional(),
});
export type AdvisorySyncRequest = z.infer<typeof AdvisorySyncRequest>;

/** A direct invocation of the advisory-sync function: publish the starter set where there is nothing yet. */
export const AdvisoryStarterRequest = z.object({ starter: z.literal(true) });
export type AdvisoryStarterRequest = z.infer<typeof AdvisoryStarterRequest>;

/** A message of the rematch queue: match one stored inventory again, or find which to match. */
export const RematchRequest = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ecosystem"),
    /** OSV name of the ecosystem whose advisories changed. */
    ecosystem: z.string().min(1),
    organizationId: z.string().min(1),
  }),
  z.object({
    kind: z.literal("image"),
    organizationId: z.string().min(1),
    registry: z.string().min(1),
    repository: z.string().min(1),
    digest: z.string(),
  }),
]);
export type RematchRequest = z.infer<typeof RematchRequest>;
