import type { infer as Infer } from "zod";
import type {
  CreatedToken as CreatedTokenSchema,
  TokenSummary as TokenSummarySchema,
} from "../../../../core/contract/api-tokens.ts";
import type { TokenScope } from "../../../../core/contract/vocabulary.ts";
import type { Change } from "../../api/hooks.ts";
import { type ListAnswer, path, type Query, type Reading, reading } from "../../api/reading.ts";

export type TokenSummary = Infer<typeof TokenSummarySchema>;
export type CreatedToken = Infer<typeof CreatedTokenSchema>;

/** A page of personal access tokens. */
export function tokensReading(query: Query): Reading<ListAnswer<TokenSummary>> {
  return reading("tokens", query);
}

/** What a token is made of. */
export interface NewToken {
  readonly name: string;
  readonly scope: TokenScope;
  readonly expiresInDays: number;
}

export const tokenCreation: Change<NewToken> = {
  method: "POST",
  path: () => "tokens",
  body: (token) => token,
  invalidates: ["tokens"],
};

export const revocation: Change<TokenSummary> = {
  method: "DELETE",
  path: ({ tokenId }) => path`tokens/${tokenId}`,
  invalidates: ["tokens"],
};
