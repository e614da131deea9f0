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

/** Whether a key is one of those that are alive, in a time that tells nothing of them. */
export function matchesLiveHash(apiKey: string, hashes: readonly KeyHash[], now: Date): boolean {
  const candidate = Buffer.from(hashApiKey(apiKey), "hex");
  let matches = false;
  for (const hash of [...hashes, NO_HASH]) {
    const equal = timingSafeEqual(candidate, Buffer.from(hash.sha256, "hex"));
    matches = (equal && isAlive(hash, now)) || matches;
  }
  return matches;
}

/** Whether a key is taken still: it is the current one, or its time is not over. */
export function isAlive({ expiresAt }: KeyHash, now: Date): boolean {
  return expiresAt === undefined || new Date(expiresAt) > now;
}
