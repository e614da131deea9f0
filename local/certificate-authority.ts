// The certificate library builds its parsers with decorators and needs this first.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as x509 from "@peculiar/x509";

/** Issues certificates for the public names that live on this machine in local mode. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM: what clients trust. */
  readonly certificate: string;
  /** Key and certificate (PEM) for a host name; the same for the same name. */
  certificateFor(host: string): Promise<{ readonly key: string; readonly certificate: string }>;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const YEARS_MS = 365 * 24 * 3600 * 1000;

/** Opens the authority kept in `directory`, or makes one there that is valid for ten years. */
export async function openCertificateAuthority(directory: string): Promise<CertificateAuthority> {
  x509.cryptoProvider.set(webcrypto);
  const { certificate, privateKey } = (await load(directory)) ?? (await create(directory));
  const issued = new Map<string, Promise<{ key: string; certificate: string }>>();
  return {
    certificate: certificate.toString("pem"),
    certificateFor(host) {
      const known = issued.get(host);
      if (known !== undefined) return known;
      const made = issue(certificate, privateKey, host);
      issued.set(host, made);
      return made;
    },
  };
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

async function load(directory: string): Promise<Authority | undefined> {
  try {
    const { certificate, key } = JSON.parse(
      await readFile(path.join(directory, "authority.json"), "utf8"),
    ) as { certificate: string; key: string };
    const privateKey = await webcrypto.subtle.importKey(
      "pkcs8",
      x509.PemConverter.decodeFirst(key),
      ALGORITHM,
      true,
      ["sign"],
    );
    return { certificate: new x509.X509Certificate(certificate), privateKey };
  } catch {
    // Absent or half-written: a new authority serves as well, since nothing outside trusts it.
    return undefined;
  }
}

async function create(directory: string): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=ecr-scout local mode",
    notBefore: new Date(Date.now() - 24 * 3600 * 1000),
    notAfter: new Date(Date.now() + 10 * YEARS_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, "authority.json");
  const text = JSON.stringify({
    certificate: certificate.toString("pem"),
    key: await exportKey(keys.privateKey),
  });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return { certificate, privateKey: keys.privateKey };
}

async function issue(
  authority: x509.X509Certificate,
  signingKey: webcrypto.CryptoKey,
  host: string,
): Promise<{ key: string; certificate: string }> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=ecr-scout local mode host",
    issuer: authority.subject,
    notBefore: new Date(Date.now() - 24 * 3600 * 1000),
    notAfter: new Date(Date.now() + YEARS_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1"]),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }]),
    ],
  });
  return { key: await exportKey(keys.privateKey), certificate: certificate.toString("pem") };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
