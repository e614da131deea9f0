/** Algorithms that we can verify, with the length of their hexadecimal form. */
const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha512", 128],
]);

const LOWER_HEX = /^[0-9a-f]+$/;

/**
 * Whether this is a digest in one of the two algorithms registered by the OCI image
 * spec that we verify: `sha256:<64 hex>` or `sha512:<128 hex>`.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
export function isDigest(text: string): boolean {
  const colon = text.indexOf(":");
  if (colon < 0) return false;
  const hex = text.slice(colon + 1);
  return HEX_LENGTHS.get(text.slice(0, colon)) === hex.length && LOWER_HEX.test(hex);
}

/** The algorithm of a valid digest as node:crypto names it: `sha256` or `sha512`. */
export function digestAlgorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(":"));
}
