import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

type Algorithm = "RS256" | "ES256" | "ES384" | "EdDSA";

/** Who signs tokens of a test. */
export interface Signer {
  /** As a provider publishes it, without its algorithm. */
  readonly publicKey: object;
  /** A JWT by this key. @param header What it says otherwise of it. */
  readonly sign: (claims: object, header?: object) => string;
}

/** A key pair of its own. */
export function createSigner(algorithm: Algorithm, kid: string): Signer {
  const { publicKey, privateKey } = keyPair(algorithm);
  return {
    publicKey: { ...publicKey.export({ format: "jwk" }), kid, use: "sig" },
    sign(claims, header = {}) {
      const parts = [{ alg: algorithm, kid, typ: "JWT", ...header }, claims];
      const input = parts
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
      return `${input}.${signature(algorithm, input, privateKey).toString("base64url")}`;
    },
  };
}

/** Claims of somebody who has just signed in. */
export function claimsFor(issuer: string, audience: string, more: object = {}): object {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: audience, sub: "alice", iat: now, exp: now + 3600, ...more };
}

function keyPair(algorithm: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2048 });
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  const namedCurve = algorithm === "ES256" ? "P-256" : "P-384";
  return generateKeyPairSync("ec", { namedCurve });
}

function signature(algorithm: Algorithm, input: string, key: KeyObject): Buffer {
  const data = Buffer.from(input);
  if (algorithm === "EdDSA") return sign(null, data, key);
  const hash = algorithm === "ES384" ? "sha384" : "sha256";
  return sign(hash, data, { key, dsaEncoding: "ieee-p1363" });
}
