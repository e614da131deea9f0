import * as z from "zod";
import { ROLES } from "./vocabulary.ts";

/** An organization's identifier: part of addresses and of keys, so nothing that separates these. */
export const OrganizationId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and hyphens");

/** OpenID Connect Core 2, `sub`. */
const MAX_SUBJECT = 255;

/** What an operator sends the bootstrap function. */
export const BootstrapRequest = z.strictObject({
  organization: OrganizationId,
  /** For people; the identifier when absent. */
  name: z.string().min(1).max(200).optional(),
  members: z
    .array(
      z.strictObject({
        /** Of a new member; names them in the organization. */
        name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
        role: z.enum(ROLES),
        /**
         * Of somebody who signs in: `sub` of their tokens. They get no token of ours, since they
         * can make their own. Absent: the member has tokens alone.
         */
        subject: z.string().min(1).max(MAX_SUBJECT).optional(),
      }),
    )
    .max(100),
  /** Gives every member of the list a new token, old ones staying valid. */
  renew: z.boolean().default(false),
});
export type BootstrapRequest = z.infer<typeof BootstrapRequest>;

/** What it answers. */
export const BootstrapResult = z.object({
  organization: z.string(),
  created: z.boolean(),
  members: z.array(
    z.object({
      name: z.string(),
      /** The one that counts: of a known member the stored one. */
      role: z.enum(ROLES),
      created: z.boolean(),
      /** Shown this once; null for a known member without `renew`, and for who signs in. */
      token: z.string().nullable(),
    }),
  ),
});
export type BootstrapResult = z.infer<typeof BootstrapResult>;
