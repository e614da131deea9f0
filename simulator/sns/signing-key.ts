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

/** Keeps the Region's key: made once, at its first use. */
export interface SigningKeys {
  key(): Promise<SigningKey>;
  /** The certificate (PEM) that was published under a path, or undefined. */
  certificateAt(path: string): string | undefined;
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
export function openSigningKeys(
  stored: Collection<SigningKey>,
  region: string,
  now: () => Date,
): SigningKeys {
  let making: Promise<SigningKey> | undefined;
  async function make(): Promise<SigningKey> {
    const created = await createSigningKey(region, now());
    stored.put(region, created);
    return created;
  }
  return {
    key: async () => stored.get(region) ?? (making ??= make()),
    certificateAt: (path) => {
      const known = stored.get(region);
      return known?.certificateUrl === `https://${snsHost(region)}${path}`
        ? known.certificate
        : undefined;
    },
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
