import type { infer as Infer } from "zod";
import type { AuditEntry as AuditEntrySchema } from "../../../../core/contract/api-audit.ts";
import { type ListAnswer, type Query, type Reading, reading } from "../../api/reading.ts";

export type AuditEntry = Infer<typeof AuditEntrySchema>;

/** A page of the audit list, the newest first; for owners. */
export function auditReading(query: Query): Reading<ListAnswer<AuditEntry>> {
  return reading("audit", query);
}
