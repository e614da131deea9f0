import type { Identity } from "./identity.ts";

/** Longer ones are nobody's: OpenID Connect allows a subject 255 characters, an issuer is a URL. */
const MAX_LENGTH = 4096;

/** A name of a person for addresses: opaque to everybody but us, and the same at each time. */
export function memberIdOf({ issuer, subject }: Identity): string {
  return Buffer.from(JSON.stringify([issuer, subject])).toString("base64url");
}

/** The person whom such a name means, or undefined when it means none. */
export function identityOf(memberId: string): Identity | undefined {
  if (memberId.length > MAX_LENGTH) return undefined;
  const parts = parsed(Buffer.from(memberId, "base64url").toString("utf8"));
  const [issuer, subject] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  if (typeof issuer !== "string" || typeof subject !== "string") return undefined;
  // One name a person: what decodes to the same by leniency is not one.
  return memberIdOf({ issuer, subject }) === memberId ? { issuer, subject } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
