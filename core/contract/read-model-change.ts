import * as z from "zod";

/**
 * A message of the read model's queue: this part of the write model changed, read
 * it again. It carries no state, so repeating or reordering it is harmless.
 */
export const ReadModelChange = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("image"),
    organizationId: z.string().min(1),
    registry: z.string().min(1),
    repository: z.string().min(1),
    digest: z.string(),
  }),
  /** A repository's record and all its images. */
  z.object({
    kind: z.literal("repository"),
    organizationId: z.string().min(1),
    registry: z.string().min(1),
    repository: z.string().min(1),
  }),
  /** A repository's record alone, not its images. */
  z.object({
    kind: z.literal("repository-record"),
    organizationId: z.string().min(1),
    registry: z.string().min(1),
    repository: z.string().min(1),
  }),
  /** The records of a registry's repositories: which there are, not their images. */
  z.object({
    kind: z.literal("registry"),
    organizationId: z.string().min(1),
    registry: z.string().min(1),
  }),
]);
export type ReadModelChange = z.infer<typeof ReadModelChange>;
