import type { AccessToken } from "./port.ts";
import {
  createSecretToken,
  isSecretOf,
  type NewToken,
  parseSecretToken,
  type PresentedToken,
  type RandomBytes,
} from "./secret-token.ts";

/** Personal access tokens begin with it. */
const PREFIX = "scout_pat";

/** A new personal access token. */
export function newAccessToken(randomBytes: RandomBytes): NewToken {
  return createSecretToken(PREFIX, randomBytes);
}

/** The parts of a personal access token, or undefined when it has not the form of one. */
export function parseAccessToken(token: string): PresentedToken | undefined {
  return parseSecretToken(PREFIX, token);
}

/** Whether a secret is that of a stored token that is alive, in a time that tells nothing of it. */
export function matchesToken(secret: string, stored: AccessToken | undefined, now: Date): boolean {
  const isRight = isSecretOf(secret, stored?.sha256);
  return isRight && stored !== undefined && isTokenAlive(stored, now);
}

/** Whether a token has not expired. */
export function isTokenAlive({ expiresAt }: Pick<AccessToken, "expiresAt">, now: Date): boolean {
  return expiresAt === undefined || new Date(expiresAt) > now;
}
