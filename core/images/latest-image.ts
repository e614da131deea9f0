import {
  DOCKER_MANIFEST,
  isImageConfigType,
  isIndexType,
  OCI_MANIFEST,
} from "../oci/media-types.ts";
import type { ListedImage } from "./registry-access.ts";

/**
 * Tags under which cosign keeps what belongs to an image, though its manifest looks like one.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
const COSIGN_TAG = /^sha256-[0-9a-f]{64}(\.[a-z]+)?$/;

const IMAGE_TYPES: ReadonlySet<string> = new Set([OCI_MANIFEST, DOCKER_MANIFEST]);

/**
 * The image of a repository that was pushed last: an index or an image with a tag or, where
 * there is none, without. What is in cold storage can't be pulled and does not count.
 *
 * @param pages Of the registry's list, in any order.
 * @returns Undefined: the repository holds no image.
 */
export async function latestImage(
  pages: AsyncIterable<readonly ListedImage[]>,
): Promise<ListedImage | undefined> {
  let tagged: ListedImage | undefined;
  let untagged: ListedImage | undefined;
  for await (const page of pages) {
    for (const image of page) {
      if (!isImageLike(image)) continue;
      if (image.tags.length > 0) tagged = later(tagged, image);
      else untagged = later(untagged, image);
    }
  }
  return tagged ?? untagged;
}

/** Whether the listed manifest is an index, as far as the registry says. */
export function isListedIndex({ manifestMediaType }: ListedImage): boolean {
  return manifestMediaType !== undefined && isIndexType(manifestMediaType);
}

/** The list can't tell every attestation from an image: the analysis will, by the manifest. */
function isImageLike(image: ListedImage): boolean {
  const { tags, manifestMediaType, artifactMediaType, subjectDigest, pullable } = image;
  if (!pullable || manifestMediaType === undefined || subjectDigest !== undefined) return false;
  if (tags.length > 0 && tags.every((tag) => COSIGN_TAG.test(tag))) return false;
  if (artifactMediaType !== undefined && !isImageConfigType(artifactMediaType)) return false;
  return IMAGE_TYPES.has(manifestMediaType) || isIndexType(manifestMediaType);
}

/**
 * The later of two. ECR's times are of whole seconds, in which an index may follow its images:
 * it is the one that was meant.
 */
function later(known: ListedImage | undefined, other: ListedImage): ListedImage {
  if (known === undefined) return other;
  const difference = timeOf(other) - timeOf(known);
  if (difference !== 0) return difference > 0 ? other : known;
  if (isListedIndex(other) !== isListedIndex(known)) return isListedIndex(other) ? other : known;
  return other.digest > known.digest ? other : known;
}

function timeOf({ pushedAt }: ListedImage): number {
  return pushedAt === undefined ? 0 : Date.parse(pushedAt);
}
