import * as z from "zod";

/**
 * The part of an OSV record that we use, lenient beyond it: unknown fields are
 * dropped, absent lists are empty. https://ossf.github.io/osv-schema/
 */

/** Sources publish `null` where the schema wants the field left out: both mean nothing. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

function list<T extends z.ZodType>(schema: T) {
  return z
    .array(schema)
    .nullish()
    .transform((value): z.output<T>[] => value ?? []);
}

const Severity = z.object({ type: z.string(), score: z.string() });

const Event = z.object({
  introduced: optional(z.string()),
  fixed: optional(z.string()),
  last_affected: optional(z.string()),
  limit: optional(z.string()),
});

const Range = z.object({ type: z.string(), events: list(Event) });

/** A list of ranges, as in `affected[].ranges`. */
export const OsvRanges = z.array(Range);

/** Vendors' own fields. Only strings that rate are read: see vendor-severity.ts. */
const Specific = optional(z.record(z.string(), z.unknown()));

const Affected = z.object({
  /** Absent where only commits of a repository are named: such an entry names no package. */
  package: optional(z.object({ ecosystem: z.string().min(1), name: z.string().min(1) })),
  severity: list(Severity),
  ranges: list(Range),
  versions: list(z.string()),
  ecosystem_specific: Specific,
  database_specific: Specific,
});

/** One OSV record. */
export const OsvRecord = z.object({
  id: z.string().min(1),
  modified: z.string().min(1),
  published: optional(z.string()),
  withdrawn: optional(z.string()),
  aliases: list(z.string()),
  /** The vulnerabilities that a distribution's advisory repackages (schema 1.7). */
  upstream: list(z.string()),
  related: list(z.string()),
  summary: optional(z.string()),
  details: optional(z.string()),
  severity: list(Severity),
  affected: list(Affected),
  references: list(z.object({ url: z.string() })),
  database_specific: Specific,
});
export type OsvRecord = z.infer<typeof OsvRecord>;

/** One entry of a record's `affected`. */
export type OsvAffected = OsvRecord["affected"][number];
