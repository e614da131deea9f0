import { createHash } from "node:crypto";
import type { Dispatcher } from "undici";
import { PermanentError } from "../../core/errors.ts";
import { digestAlgorithm, isDigest } from "../../core/oci/digest.ts";
import type { StoredManifest } from "../../core/oci/image-source.ts";
import { MAX_MANIFEST_BYTES } from "../../core/oci/manifest.ts";
import { networkFailure } from "./failures.ts";
import { readSmallBody } from "./small-body.ts";
import type { Fetching, Transport } from "./transport.ts";
import { get } from "./transport.ts";

/**
 * Gets a manifest and verifies it: against the digest that was asked for, and against
 * the one that the registry names (`Docker-Content-Digest`).
 * @param reference A tag or a digest.
 * @throws PermanentError `manifest-unknown`, `digest-mismatch`, `manifest-too-large`, …
 * @throws TransientError
 */
export async function getManifest(
  transport: Transport,
  fetching: Fetching,
  reference: string,
): Promise<StoredManifest> {
  const response = await get(transport, fetching);
  const bytes = await readBytes(response, fetching);
  const contentType = single(response.headers["content-type"]) ?? "";
  const named = single(response.headers["docker-content-digest"]);
  const expected = isDigest(reference) ? reference : undefined;
  const algorithm = digestAlgorithm(expected ?? "sha256:");
  const digest = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
  if (expected !== undefined && digest !== expected) throw mismatch(fetching, expected, digest);
  if (named !== undefined && isDigest(named)) verifyNamed(fetching, bytes, named);
  return { bytes, mediaType: contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "", digest };
}

async function readBytes(response: Dispatcher.ResponseData, fetching: Fetching): Promise<Buffer> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readSmallBody(response.body, MAX_MANIFEST_BYTES);
  } catch (error) {
    const asked = { what: fetching.what, host: fetching.url.host, missing: fetching.missing };
    throw networkFailure(asked, error, fetching.signal);
  }
  if (bytes !== undefined) return bytes;
  throw new PermanentError(
    "manifest-too-large",
    `${fetching.url.host} sent more than ${MAX_MANIFEST_BYTES} bytes for ${fetching.what}; no manifest may be larger.`,
  );
}

function verifyNamed(fetching: Fetching, bytes: Buffer, named: string): void {
  const algorithm = digestAlgorithm(named);
  const digest = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
  if (digest !== named) throw mismatch(fetching, named, digest);
}

function mismatch(fetching: Fetching, expected: string, actual: string): PermanentError {
  return new PermanentError(
    "digest-mismatch",
    `${fetching.url.host} sent other bytes for ${fetching.what}: their digest is ${actual}, not ${expected}. They were not used; a proxy on the way may have changed them.`,
  );
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}
