import { randomBytes, randomInt } from "node:crypto";

const CAPITALS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/**
 * A unique identifier of IAM: prefix and 17 characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(prefix: "AROA" | "AIDA"): string {
  return prefix + pick(CAPITALS_AND_DIGITS, 17);
}

/** An access key of temporary credentials (`ASIA…`, 20 characters). */
export function temporaryAccessKeyId(): string {
  return `ASIA${pick(CAPITALS_AND_DIGITS, 16)}`;
}

/** 40 characters, as a secret access key. */
export function secretAccessKey(): string {
  return randomBytes(30).toString("base64");
}

/** An opaque token; its length is not fixed (some 350 characters, as STS sends). */
export function opaqueToken(bytes = 260): string {
  return randomBytes(bytes).toString("base64");
}

/** Letters and digits, for example the six after a secret's name in its ARN. */
export function suffix(length: number): string {
  return pick(LETTERS_AND_DIGITS, length);
}
