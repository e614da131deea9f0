import { createHash } from "node:crypto";

/** File systems take names of 255 bytes; what else stands in a name needs some of them. */
const MOST_BYTES = 180;

/** A repository's name as a file's: itself where it is short enough, else its digest. */
export function fileNameOf(repository: string): string {
  const encoded = encodeURIComponent(repository);
  if (encoded.length <= MOST_BYTES) return encoded;
  return createHash("sha256").update(repository).digest("hex");
}
