import type { AuditEntry } from "../contract/api-audit.ts";
import type { Page, PageQuery } from "../contract/page.ts";

/** Port: what was changed by whom, append-only. Errors: `TransientError`, store unavailable. */
export interface AuditLog {
  /** Entries are deleted 400 days after they happened, and by nobody before. */
  append(organizationId: string, entry: AuditEntry): Promise<void>;
  /** Of one organization, the newest first. */
  list(organizationId: string, page: PageQuery): Promise<Page<AuditEntry>>;
}
