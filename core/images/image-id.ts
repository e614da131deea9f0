import { createHash } from "node:crypto";

/**
 * Identifier of an image in addresses, blob keys and the read model: 32 hex digits that
 * name (registry, repository, platform digest). The same everywhere, and derived, so that
 * no table has to look it up from a digest.
 */
export function imageIdOf(image: {
  readonly registry: string;
  readonly repository: string;
  readonly digest: string;
}): string {
  return createHash("sha256")
    .update(`${image.registry}\n${image.repository}\n${image.digest}`)
    .digest("hex")
    .slice(0, 32);
}
