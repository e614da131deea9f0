import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessToken } from "./port.ts";

/**
 * `scout_pat_<id>_<secret>`: 20 hex digits, then 32 random bytes in base64url. The prefix
 * lets scanners of leaked secrets recognise it.
 */
const ACCESS_TOKEN = /^scout_pat_([0-9a-f]{20})_([A-Za-z0-9_-]{43})$/;

/** Random bytes of a token's identifier. */
export const TOKEN_ID_BYTES = 10;
/** Random bytes of a token's secret. */
export const TOKEN_SECRET_BYTES = 32;

/** A hash that no secret has: an unknown token takes as long as a wrong one. */
const NO_HASH = "0".repeat(64);

/** The identifier and secret of a token, or undefined when it has not the form of one. */
export function parseAccessToken(
  token: string,
): { readonly tokenId: string; readonly secret: string } | undefined {
  const [, tokenId, secret] = ACCESS_TOKEN.exec(token) ?? [];
  return tokenId === undefined || secret === undefined ? undefined : { tokenId, secret };
}

/** A new token: what its owner gets, and the two parts that are kept. */
export function formatAccessToken(
  id: Buffer,
  secretBytes: Buffer,
): { readonly token: string; readonly tokenId: string; readonly sha256: string } {
  const tokenId = id.toString("hex");
  const secret = secretBytes.toString("base64url");
  return { token: `scout_pat_${tokenId}_${secret}`, tokenId, sha256: hashSecret(secret) };
}

/** Whether a secret is that of a stored token that is alive, in a time that tells nothing of it. */
export function matchesToken(secret: string, stored: AccessToken | undefined, now: Date): boolean {
  const equal = timingSafeEqual(
    Buffer.from(hashSecret(secret), "hex"),
    Buffer.from(stored?.sha256 ?? NO_HASH, "hex"),
  );
  const alive = stored?.expiresAt === undefined || new Date(stored.expiresAt) > now;
  return stored !== undefined && equal && alive;
}

/** A fast hash will do: the secret has 256 random bits. */
function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
