import * as z from "zod";
import { pageParameters } from "./page.ts";

/** Query of the audit list. */
export const AuditQuery = z.strictObject(pageParameters);

/** One change that somebody has made through the API. */
export const AuditEntry = z.object({
  auditId: z.string(),
  /** When it was done, ISO 8601. */
  at: z.string(),
  /** What was done, in a few words for people: the summary of the operation. */
  action: z.string(),
  /** The same for programs: the operation's identifier in the OpenAPI document. */
  operation: z.string(),
  actor: z.object({
    issuer: z.string(),
    subject: z.string(),
    name: z.string().nullable(),
    /** The personal access token that it was done with; null: they had signed in. */
    tokenId: z.string().nullable(),
  }),
  /** On what: identifiers by their names, of the address and of what was made. */
  target: z.record(z.string(), z.string()),
  /** What was asked for, as JSON, without secrets, long parts cut. */
  request: z.unknown(),
  /** Names the request in the service's log. */
  requestId: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
