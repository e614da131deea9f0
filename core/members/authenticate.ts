import { PermanentError } from "../errors.ts";
import { matchesToken, parseAccessToken } from "./access-token.ts";
import type { Identity } from "./identity.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { AccessToken, TokenStore } from "./port.ts";

/** A use is recorded at most this often: a token in use would be written at each request. */
const TOUCH_MILLISECONDS = 60 * 60 * 1000;

/** Who sent a request, and how far their credential reaches. */
export interface Principal extends Identity {
  /** What their identity provider calls them. */
  readonly name?: string;
  /** The personal access token that they sent; absent: they have signed in. */
  readonly token?: Pick<AccessToken, "tokenId" | "organizationId" | "scope" | "createdAt">;
}

/** What `authenticate` needs. */
export interface AuthenticateDependencies {
  readonly members: Pick<TokenStore, "getToken" | "touchToken">;
  /** Absent: personal access tokens are the only credentials. */
  readonly identityProvider?: IdentityProvider | undefined;
  readonly now: () => Date;
  /** Told when the use of a token could not be recorded, which is no reason to refuse it. */
  readonly onTouchFailed: (tokenId: string, error: unknown) => void;
}

/**
 * Who sent a request with this `Authorization` header (RFC 6750: `Bearer <token>`), by a personal
 * access token or by a JWT of the identity provider. What they may do is not in their credential:
 * `authorize` reads it from the store.
 *
 * @throws {PermanentError} `unauthenticated`: the same for a missing, malformed, unknown,
 *   wrong, expired or removed credential.
 * @throws {TransientError} `sign-in-unavailable`
 */
export async function authenticate(
  dependencies: AuthenticateDependencies,
  authorization: string | undefined,
): Promise<Principal> {
  const bearer = bearerOf(authorization) ?? "";
  const presented = parseAccessToken(bearer);
  if (!presented) return signedIn(dependencies, bearer);
  const { members, now } = dependencies;
  const token = await members.getToken(presented.id);
  if (!matchesToken(presented.secret, token, now()) || !token) throw unauthenticated();
  await recordUse(dependencies, token);
  const { issuer, subject } = token;
  return { issuer, subject, token };
}

async function signedIn(
  { identityProvider }: AuthenticateDependencies,
  bearer: string,
): Promise<Principal> {
  // Three parts (RFC 7515, 7.1): anything else is not worth the provider's keys.
  const isJwt = bearer.split(".").length === 3;
  const found = isJwt ? await identityProvider?.verify(bearer) : undefined;
  if (!found) throw unauthenticated();
  return found;
}

async function recordUse(
  { members, now, onTouchFailed }: AuthenticateDependencies,
  token: AccessToken,
): Promise<void> {
  if (!isTouchDue(token, now())) return;
  try {
    await members.touchToken(token.tokenId, now().toISOString());
  } catch (error) {
    onTouchFailed(token.tokenId, error);
  }
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
}

function isTouchDue(token: AccessToken, now: Date): boolean {
  if (token.lastUsedAt === undefined) return true;
  return now.getTime() - new Date(token.lastUsedAt).getTime() >= TOUCH_MILLISECONDS;
}

function unauthenticated(): PermanentError {
  return new PermanentError(
    "unauthenticated",
    "The request carries no valid credential: it is missing, malformed, unknown or expired. Send the header `Authorization: Bearer <token>` with a current access token.",
  );
}
