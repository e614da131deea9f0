import type { TokenScope } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import { isTokenAlive, newAccessToken } from "./access-token.ts";
import { type Identity, isSamePerson } from "./identity.ts";
import type { AccessToken, TokenStore } from "./port.ts";
import type { RandomBytes } from "./secret-token.ts";

/** More living tokens of one member than they can look after. */
const MAX_TOKENS = 50;
const PAGE = 100;
const MILLISECONDS_A_DAY = 86_400_000;

/** What `createPersonalToken` and `revokeToken` need. */
export interface PersonalTokenDependencies {
  readonly members: TokenStore;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** A token that is asked for. */
export interface PersonalTokenRequest {
  /** What it is for. */
  readonly name: string;
  readonly scope: TokenScope;
  readonly expiresInDays: number;
}

/** A token and, this once, its text. */
export interface IssuedToken {
  readonly stored: AccessToken;
  readonly token: string;
}

/**
 * Makes a token of a member.
 * @throws {PermanentError} `too-many-tokens`
 */
export async function createPersonalToken(
  { members, now, randomBytes }: PersonalTokenDependencies,
  organizationId: string,
  owner: Identity,
  { name, scope, expiresInDays }: PersonalTokenRequest,
): Promise<IssuedToken> {
  await requireRoom(members, organizationId, owner, now());
  const { token, id: tokenId, sha256 } = newAccessToken(randomBytes);
  const created = now();
  const stored: AccessToken = {
    issuer: owner.issuer,
    subject: owner.subject,
    tokenId,
    organizationId,
    name,
    scope,
    sha256,
    createdAt: created.toISOString(),
    expiresAt: new Date(created.getTime() + expiresInDays * MILLISECONDS_A_DAY).toISOString(),
  };
  await members.createToken(stored);
  return { stored, token };
}

/**
 * Revokes a token at once.
 *
 * @param by Who asks: without `isOwner` they revoke their own tokens only.
 * @throws {PermanentError} `token-not-found`: unknown, revoked already, or somebody else's, which
 *   must look the same.
 */
export async function revokeToken(
  members: Pick<TokenStore, "getToken" | "removeToken">,
  organizationId: string,
  tokenId: string,
  by: Identity & { readonly isOwner: boolean },
): Promise<AccessToken> {
  const token = await members.getToken(tokenId);
  const isTheirs = token?.organizationId === organizationId;
  if (!token || !isTheirs || !(by.isOwner || isSamePerson(by, token))) {
    throw new PermanentError(
      "token-not-found",
      "There is no such token: it was revoked, or it is not yours. GET …/tokens lists yours, and an owner sees all.",
    );
  }
  await members.removeToken(token);
  return token;
}

/** Two requests at once may make one more: the number is a bound, not a right. */
async function requireRoom(
  members: Pick<TokenStore, "listTokens">,
  organizationId: string,
  owner: Identity,
  now: Date,
): Promise<void> {
  let alive = 0;
  let cursor: string | null | undefined;
  do {
    const query = { limit: PAGE, cursor: cursor ?? undefined };
    const page = await members.listTokens(organizationId, owner, query);
    alive += page.items.filter((token) => isTokenAlive(token, now)).length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  if (alive < MAX_TOKENS) return;
  throw new PermanentError(
    "too-many-tokens",
    `You have ${alive} living tokens, and ${MAX_TOKENS} are the most. Revoke one that you don't use any more.`,
  );
}
