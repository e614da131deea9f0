import type { infer as Infer } from "zod";
import type {
  AcceptedInvitation as AcceptedInvitationSchema,
  OfferedInvitation as OfferedInvitationSchema,
} from "../../../core/contract/api-members.ts";
import type { Change } from "../api/hooks.ts";
import { path, type Reading, reading } from "../api/reading.ts";

export type OfferedInvitation = Infer<typeof OfferedInvitationSchema>;
export type AcceptedInvitation = Infer<typeof AcceptedInvitationSchema>;

/** What an invitation leads to. */
export function invitationReading(token: string): Reading<OfferedInvitation> {
  return reading(path`/v1/invitations/${token}`);
}

/** What accepting takes. */
export interface Acceptance {
  readonly token: string;
  /** What the organization calls the reader; undefined: what their identity provider does. */
  readonly name: string | undefined;
}

export const acceptance: Change<Acceptance> = {
  method: "POST",
  path: ({ token }) => path`/v1/invitations/${token}`,
  body: ({ name }) => (name === undefined ? {} : { name }),
  invalidates: ["/v1/me"],
};
