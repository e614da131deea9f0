// The certificate library builds its parsers with decorators and needs this first.
import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Collection } from "../state/collection.ts";
import { snsHost } from "./hosts.ts";

/** The key that a Region's SNS signs with. */
export interface SigningKey {
  /** PEM. */
  readonly privateKey: string;
  /** PEM, of its public half. */
  readonly certificate: string;
  /** `https://sns.<region>.amazonaws.com/SimpleNotificationService-<32 hexadecimal digits>.pem` */
  readonly certificateUrl: string;
}

/** Keeps each Region's key: made once, at its first use. */
export interface SigningKeys {
  key(region: string): Promise<SigningKey>;
  /** The certificate (PEM) that a Region's host published under a path, or undefined. */
  certificateAt(host: string, path: string): string | undefined;
}

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const DAY_MS = 24 * 3600 * 1000;
const LIFETIME_DAYS = 3650;

/** Opens the keys on the simulator's state. */
export function openSigningKeys(stored: Collection<SigningKey>, now: () => Date): SigningKeys {
  const making = new Map<string, Promise<SigningKey>>();
  async function make(region: string): Promise<SigningKey> {
    const created = await createSigningKey(region, now());
    stored.put(region, created);
    return created;
  }
  return {
    key: async (region) => {
      const known = stored.get(region) ?? making.get(region);
      if (known !== undefined) return known;
      const made = make(region);
      making.set(region, made);
      return made;
    },
    certificateAt: (host, path) =>
      stored
        .entries()
        .find(([, { certificateUrl }]) => certificateUrl === `https://${host}${path}`)?.[1]
        .certificate,
  };
}

/** A key with a certificate that it signed itself. */
async function createSigningKey(region: string, now: Date): Promise<SigningKey> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=sns.amazonaws.com",
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + LIFETIME_DAYS * DAY_MS),
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "sns.amazonaws.com" }]),
    ],
  });
  const pem = certificate.toString("pem");
  const name = createHash("sha256").update(pem).digest("hex").slice(0, 32);
  return {
    privateKey: x509.PemConverter.encode(
      await webcrypto.subtle.exportKey("pkcs8", keys.privateKey),
      "PRIVATE KEY",
    ),
    certificate: pem,
    certificateUrl: `https://${snsHost(region)}/SimpleNotificationService-${name}.pem`,
  };
}
