import { createHash, timingSafeEqual } from "node:crypto";
import { formatApiKey, integrationIdOfKey } from "./api-key.ts";

/**
 * Makes the token of an integration's setup endpoint from 32 random bytes:
 * `<integrationId>.<43 characters of base64url>`, the form of an API key.
 */
export function formatSetupToken(integrationId: string, secret: Buffer): string {
  return formatApiKey(integrationId, secret);
}

/** The integration that a token names, or undefined when it has not the form of a token. */
export function integrationIdOfToken(token: string): string | undefined {
  return integrationIdOfKey(token);
}

/**
 * Whether a token is an integration's own, in a time that tells nothing of it.
 *
 * @param own Undefined for an integration that is unknown: it takes as long, and never matches.
 */
export function matchesSetupToken(token: string, own: string | undefined): boolean {
  const equal = timingSafeEqual(digestOf(token), digestOf(own ?? ""));
  return equal && own !== undefined;
}

/** What is kept of a token that was replaced: sha256, hex. */
export function hashSetupToken(token: string): string {
  return digestOf(token).toString("hex");
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
