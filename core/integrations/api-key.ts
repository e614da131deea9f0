import { createHash, timingSafeEqual } from "node:crypto";
import type { KeyHash } from "./port.ts";

/** `<integrationId>.<secret>`: 16 hex digits, then 32 random bytes in base64url. */
const API_KEY = /^([0-9a-f]{16})\.([A-Za-z0-9_-]{43})$/;

/** A hash that no key has: an unknown integration takes as long as a known one. */
const NO_HASH: KeyHash = { sha256: "0".repeat(64), createdAt: "" };

/** Makes a key of an integration from 32 random bytes. */
export function formatApiKey(integrationId: string, secret: Buffer): string {
  return `${integrationId}.${secret.toString("base64url")}`;
}

/** The integration that a key names, or undefined when it has not the form of a key. */
export function integrationIdOfKey(apiKey: string): string | undefined {
  return API_KEY.exec(apiKey)?.[1];
}

/** What is kept of a key. A fast hash will do: the secret has 256 random bits. */
export function hashApiKey(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}

/** The hash of a key, if it is among these, in a time that tells nothing of them. */
export function matchingHash(apiKey: string, hashes: readonly KeyHash[]): KeyHash | undefined {
  const candidate = Buffer.from(hashApiKey(apiKey), "hex");
  let matching: KeyHash | undefined;
  for (const hash of [...hashes, NO_HASH]) {
    const equal = timingSafeEqual(candidate, Buffer.from(hash.sha256, "hex"));
    matching = equal ? hash : matching;
  }
  return matching;
}

/**
 * Whether a key is taken still: it is the current one, or its time is not over. One that was
 * revoked is not, whatever the clock of this process says.
 */
export function isAlive({ expiresAt, revokedAt }: KeyHash, now: Date): boolean {
  if (revokedAt !== undefined) return false;
  return expiresAt === undefined || new Date(expiresAt) > now;
}
