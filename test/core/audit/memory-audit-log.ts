import type { AuditLog } from "../../../core/audit/port.ts";
import type { AuditEntry } from "../../../core/contract/api-audit.ts";
import { PermanentError } from "../../../core/errors.ts";

/** What was changed, in memory, as the port says. */
export function createMemoryAuditLog(): AuditLog & {
  readonly rows: { readonly organizationId: string; readonly entry: AuditEntry }[];
} {
  const rows: { readonly organizationId: string; readonly entry: AuditEntry }[] = [];
  return {
    rows,
    append(organizationId, entry) {
      rows.push({ organizationId, entry });
      return Promise.resolve();
    },
    list(organizationId, { limit, cursor }) {
      const keyOf = (entry: AuditEntry) => `${entry.at}#${entry.auditId}`;
      if (cursor !== undefined && !rows.some(({ entry }) => keyOf(entry) === cursor)) {
        const message = "The cursor is not one of this list.";
        return Promise.reject(new PermanentError("invalid-cursor", message));
      }
      const own = rows.filter((row) => row.organizationId === organizationId);
      const newestFirst = own
        .map(({ entry }) => entry)
        .sort((one, other) => (keyOf(one) > keyOf(other) ? -1 : 1))
        .filter((entry) => cursor === undefined || keyOf(entry) < cursor);
      const items = newestFirst.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = newestFirst.length > limit && last ? keyOf(last) : null;
      return Promise.resolve({ items, nextCursor });
    },
  };
}
