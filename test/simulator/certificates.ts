// @peculiar/x509 needs it to be loaded first.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { PublicNames } from "../../simulator/options.ts";

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 24 * 60 * 60 * 1000;

/** A public internet of a test: a certificate authority, and ports by host name. */
export interface TestNames extends PublicNames {
  /** Lets a host live on a port of this machine. */
  add(host: string, port: number): void;
}

/** Makes a certificate authority and an empty table of hosts. */
export async function createTestNames(): Promise<TestNames> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Test authority",
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  const ports = new Map<string, number>();
  return {
    add: (host, port) => {
      ports.set(host, port);
    },
    resolve: (host) => {
      const port = ports.get(host);
      return port === undefined ? undefined : { address: "127.0.0.1", port };
    },
    trustedCertificates: authority.toString("pem"),
    certificateFor: (host) => issue(host, authority, keys.privateKey),
  };
}

async function issue(
  host: string,
  authority: x509.X509Certificate,
  signingKey: webcrypto.CryptoKey,
): Promise<{ key: string; certificate: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
  });
  const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    key: x509.PemConverter.encode(exported, "PRIVATE KEY"),
    certificate: certificate.toString("pem"),
  };
}

function validity(): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + DAY) };
}
