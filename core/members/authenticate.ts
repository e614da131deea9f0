import { PermanentError } from "../errors.ts";
import { matchesToken, parseAccessToken } from "./access-token.ts";
import type { AccessToken, Identity, MemberStore } from "./port.ts";

/** A use is recorded at most this often: a token in use would be written at each request. */
const TOUCH_MILLISECONDS = 60 * 60 * 1000;

/** Who sent a request, and how far their credential reaches. */
export interface Principal extends Identity {
  /** The only organization in which their credential counts. */
  readonly organizationId: string;
}

/** What `authenticate` needs. */
export interface AuthenticateDependencies {
  readonly members: Pick<MemberStore, "getToken" | "touchToken">;
  readonly now: () => Date;
  /** Told when the use of a token could not be recorded, which is no reason to refuse it. */
  readonly onTouchFailed: (tokenId: string, error: unknown) => void;
}

/**
 * Who sent a request with this `Authorization` header (RFC 6750: `Bearer <token>`). What
 * they may do is not in their credential: `authorize` reads it from the store.
 *
 * @throws {PermanentError} `unauthenticated`: the same for a missing, malformed, unknown,
 *   wrong, expired or removed credential.
 */
export async function authenticate(
  { members, now, onTouchFailed }: AuthenticateDependencies,
  authorization: string | undefined,
): Promise<Principal> {
  const presented = parseAccessToken(bearerOf(authorization) ?? "");
  if (!presented) throw unauthenticated();
  const token = await members.getToken(presented.tokenId);
  if (!matchesToken(presented.secret, token, now()) || !token) throw unauthenticated();
  if (isTouchDue(token, now())) {
    try {
      await members.touchToken(token.tokenId, now().toISOString());
    } catch (error) {
      onTouchFailed(token.tokenId, error);
    }
  }
  const { issuer, subject, organizationId } = token;
  return { issuer, subject, organizationId };
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
