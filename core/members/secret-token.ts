import { createHash, timingSafeEqual } from "node:crypto";

/** Random bytes of a token's identifier. */
const ID_BYTES = 10;
/** Random bytes of a token's secret. */
const SECRET_BYTES = 32;

/** A hash that no secret has: an unknown token takes as long as a wrong one. */
const NO_HASH = "0".repeat(64);

/** Bytes that nobody can guess. */
export type RandomBytes = (size: number) => Buffer;

/** A token as it was presented: what it is found by, and what proves it. */
export interface PresentedToken {
  readonly id: string;
  readonly secret: string;
}

/** A new token: what its owner gets once, and the two parts that are kept. */
export interface NewToken {
  readonly token: string;
  readonly id: string;
  /** Of its secret, hex. */
  readonly sha256: string;
}

/**
 * Makes a token `<prefix>_<id>_<secret>`: 20 hex digits, then 32 random bytes in base64url. The
 * prefix lets scanners of leaked secrets recognise it.
 */
export function createSecretToken(prefix: string, randomBytes: RandomBytes): NewToken {
  const id = randomBytes(ID_BYTES).toString("hex");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { token: `${prefix}_${id}_${secret}`, id, sha256: hashSecret(secret) };
}

/** The parts of a token, or undefined when it has not the form of one with this prefix. */
export function parseSecretToken(prefix: string, token: string): PresentedToken | undefined {
  if (!token.startsWith(`${prefix}_`)) return undefined;
  const form = /^([0-9a-f]{20})_([A-Za-z0-9_-]{43})$/;
  const [, id, secret] = form.exec(token.slice(prefix.length + 1)) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/**
 * Whether a secret is the one of a hash, in a time that tells nothing of it.
 * @param sha256 Hex; undefined where no such token is known.
 */
export function isSecretOf(secret: string, sha256: string | undefined): boolean {
  const equal = timingSafeEqual(
    Buffer.from(hashSecret(secret), "hex"),
    Buffer.from(sha256 ?? NO_HASH, "hex"),
  );
  return sha256 !== undefined && equal;
}

/** A fast hash will do: the secret has 256 random bits. */
function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
