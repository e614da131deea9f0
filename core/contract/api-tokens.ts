import * as z from "zod";
import { pageParameters } from "./page.ts";
import { TOKEN_SCOPES } from "./vocabulary.ts";

/** A token that nobody looks at for a year is a forgotten one. */
const MAX_DAYS = 365;
const DEFAULT_DAYS = 90;

/** Query of personal access tokens. */
export const TokensQuery = z.strictObject({
  /** `everyone`: all of the organization, for owners. */
  of: z.enum(["me", "everyone"]).default("me"),
  ...pageParameters,
});

/** Asks for a personal access token. */
export const CreateToken = z.strictObject({
  /** What it is for. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, "one line without control characters"),
  /** `read`: may only look, as a member may; `write`: all that its owner may. */
  scope: z.enum(TOKEN_SCOPES).default("read"),
  expiresInDays: z.int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS),
});

const token = {
  tokenId: z.string(),
  /** Null: an operator made it. */
  name: z.string().nullable(),
  scope: z.enum(TOKEN_SCOPES),
  /** Whose it is. */
  memberId: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  /** ISO 8601; null: it does not expire by itself. */
  expiresAt: z.string().nullable(),
  /** To within an hour, ISO 8601; null: never. */
  lastUsedAt: z.string().nullable(),
};

/** A personal access token. Its text is in no answer but that which made it. */
export const TokenSummary = z.object(token);
export type TokenSummary = z.infer<typeof TokenSummary>;

/** A new one, with its text this once. */
export const CreatedToken = z.object({ ...token, token: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;

/** A token that opens nothing any more. */
export const RevokedToken = z.object({
  tokenId: z.string(),
  name: z.string().nullable(),
  /** ISO 8601. */
  revokedAt: z.string(),
});
export type RevokedToken = z.infer<typeof RevokedToken>;
