import * as z from "zod";
import { COVERAGES } from "../contract/vocabulary.ts";

/** A published advisory database: where it is and what it holds. */
export const AdvisoryFile = z.object({
  /** OSV's name, with its release. */
  ecosystem: z.string().min(1),
  /** Name of the SQLite file; it contains a part of its SHA-256. No folders. */
  file: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.sqlite$/),
  coverage: z.enum(COVERAGES).exclude(["not-assessed"]),
  /** Date of the newest record, ISO 8601. */
  asOf: z.string(),
  records: z.int().min(0),
  /** Pairs of a record and a package. */
  affected: z.int().min(0),
  /** Bytes. */
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the records came from, for people: an address or a file's name. */
  source: z.string(),
  /** When it was last compared with its source, ISO 8601. */
  refreshedAt: z.string(),
});
export type AdvisoryFile = z.infer<typeof AdvisoryFile>;

/** `index.json` of a folder of advisory databases. */
export const AdvisoryIndex = z.object({
  schemaVersion: z.literal(1),
  /** By ecosystem. */
  databases: z.record(z.string(), AdvisoryFile),
});
export type AdvisoryIndex = z.infer<typeof AdvisoryIndex>;

/** What an ecosystem's file and pointer names begin with: `Ubuntu:22.04:LTS` → `ubuntu-22.04-lts`. */
export function ecosystemSlug(ecosystem: string): string {
  return ecosystem
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

/** Whether a new build may take an older one's place: a starter set never replaces a full source. */
export function mayReplace(
  installed: Pick<AdvisoryFile, "coverage"> | undefined,
  built: Pick<AdvisoryFile, "coverage">,
): boolean {
  return installed === undefined || installed.coverage === "starter" || built.coverage === "full";
}
