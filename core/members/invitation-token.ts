import type { Invitation } from "./invitation-port.ts";
import {
  createSecretToken,
  isSecretOf,
  type NewToken,
  parseSecretToken,
  type PresentedToken,
  type RandomBytes,
} from "./secret-token.ts";

/** Tokens of invitations begin with it. */
const PREFIX = "scout_inv";

/** The token of a new invitation. */
export function newInvitationToken(randomBytes: RandomBytes): NewToken {
  return createSecretToken(PREFIX, randomBytes);
}

/** The parts of an invitation's token, or undefined when it has not the form of one. */
export function parseInvitationToken(token: string): PresentedToken | undefined {
  return parseSecretToken(PREFIX, token);
}

/** Whether a secret is that of a stored invitation that has not expired. */
export function matchesInvitation(
  secret: string,
  stored: Invitation | undefined,
  now: Date,
): boolean {
  const isRight = isSecretOf(secret, stored?.sha256);
  return isRight && stored !== undefined && new Date(stored.expiresAt) > now;
}
