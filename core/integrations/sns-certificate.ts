import { type KeyObject, X509Certificate } from "node:crypto";
import { PermanentError } from "../errors.ts";
import type { SnsNetwork } from "./setup-port.ts";

/** SNS has one certificate a Region at a time. */
const MAX_CERTIFICATES = 64;
/** A certificate that AWS takes back is looked at again after so long. */
const KEEP_MILLISECONDS = 24 * 60 * 60_000;
const MIN_RSA_BITS = 2048;

interface Entry {
  readonly certificate: SigningCertificate;
  readonly until: number;
}

/** A certificate of SNS, as far as it is used. */
interface SigningCertificate {
  readonly publicKey: KeyObject;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/**
 * Gives the public keys of SNS's certificates by address; keeps what it fetched for a day.
 * Throws PermanentError `certificate-invalid` for one that is out of date, is no certificate or
 * has no RSA key of 2,048 bits, and what `SnsNetwork.certificate` throws.
 */
export type SigningKeys = (url: URL) => Promise<KeyObject>;

/** Fetches signing certificates, whose addresses the caller has checked. */
export function createSigningKeys(
  network: Pick<SnsNetwork, "certificate">,
  now: () => Date,
): SigningKeys {
  const known = new Map<string, Entry>();

  async function certificateAt(url: URL): Promise<SigningCertificate> {
    const entry = known.get(url.href);
    if (entry && entry.until > now().getTime()) return entry.certificate;
    known.delete(url.href);
    const certificate = parseCertificate(await network.certificate(url));
    const [oldest] = known.keys();
    if (known.size >= MAX_CERTIFICATES && oldest !== undefined) known.delete(oldest);
    known.set(url.href, { certificate, until: now().getTime() + KEEP_MILLISECONDS });
    return certificate;
  }

  return async (url) => {
    const { publicKey, validFrom, validTo } = await certificateAt(url);
    if (now() < validFrom || now() > validTo) {
      throw invalid(`it is valid from ${validFrom.toISOString()} to ${validTo.toISOString()} only`);
    }
    return publicKey;
  };
}

function parseCertificate(pem: string): SigningCertificate {
  const certificate = readX509(pem);
  const { publicKey } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== "rsa" || bits < MIN_RSA_BITS) {
    throw invalid(`its key is no RSA key of at least ${MIN_RSA_BITS} bits`);
  }
  return {
    publicKey,
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  };
}

function readX509(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw invalid("it is no X.509 certificate", error);
  }
}

function invalid(reason: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "certificate-invalid",
    `The certificate of the message's signature can't be used: ${reason}.`,
    { cause },
  );
}
