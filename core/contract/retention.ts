import * as z from "zod";

/**
 * How long what is known of a repository's images is kept here; the registry keeps what it has.
 * An image stays while it is within every limit that is set. The latest one always stays.
 */
export const Retention = z
  .strictObject({
    /** Days since it was pushed. */
    maxAgeDays: z.int().min(1).max(3650).optional(),
    /** So many of the images and indexes with a tag, those that were pushed last. */
    keepLatest: z.int().min(1).max(100_000).optional(),
  })
  .refine(
    ({ maxAgeDays, keepLatest }) => maxAgeDays !== undefined || keepLatest !== undefined,
    "sets no limit: give maxAgeDays, keepLatest or both",
  );
export type Retention = z.infer<typeof Retention>;
