import { PermanentError } from "../../core/errors.ts";
import { isDigest } from "../../core/oci/digest.ts";
import type { ImageSource } from "../../core/oci/image-source.ts";

/** An image, index or other artifact that a layout or an archive lists. */
export interface StoredImage {
  readonly digest: string;
  readonly mediaType: string;
  /** Tags or full names, as they were written; may be empty. */
  readonly names: readonly string[];
}

/** Images in files. */
export interface LocalSource extends ImageSource {
  /** In the order of the file that lists them. */
  readonly images: readonly StoredImage[];
  /**
   * What to read where nobody said what.
   * @throws PermanentError `ambiguous-reference` where several images have names
   */
  readonly defaultReference: () => string;
  close(): Promise<void>;
}

/**
 * Finds an image by digest, by full name, or by tag alone.
 * @throws PermanentError `manifest-unknown`
 */
export function findImage(
  images: readonly StoredImage[],
  reference: string,
  place: string,
): StoredImage | undefined {
  if (isDigest(reference)) return images.find(({ digest }) => digest === reference);
  const found =
    images.find(({ names }) => names.includes(reference)) ??
    images.find(({ names }) => names.some((name) => tagOf(name) === reference));
  if (found !== undefined) return found;
  throw new PermanentError(
    "manifest-unknown",
    `${place} has no image named "${reference}". It has: ${describeImages(images)}.`,
  );
}

/** For messages: every name, or the digests of images that have none. */
export function describeImages(images: readonly StoredImage[]): string {
  const all = images.flatMap(({ names, digest }) => (names.length > 0 ? names : [digest]));
  const shown = all.slice(0, 20).join(", ");
  return all.length === 0 ? "no images" : `${shown}${all.length > 20 ? ", …" : ""}`;
}

/** `registry/name:tag` → `tag`; a name without one is a tag itself. */
function tagOf(name: string): string {
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(colon + 1) : name;
}
