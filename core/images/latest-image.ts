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
 * The images of a repository that were pushed last: indexes and images with a tag or, where
 * there is none, without. What is in cold storage can't be pulled and does not count.
 *
 * @param pages Of the registry's list, in any order.
 * @param count How many at most.
 * @returns The latest first; none: the repository holds no image.
 */
export async function latestImages(
  pages: AsyncIterable<readonly ListedImage[]>,
  count = 1,
): Promise<readonly ListedImage[]> {
  const tagged: ListedImage[] = [];
  const untagged: ListedImage[] = [];
  for await (const page of pages) {
    for (const image of page) {
      if (isImageLike(image)) insert(image.tags.length > 0 ? tagged : untagged, image, count);
    }
  }
  // Untagged ones may be all that an index names; only one of them is meant.
  return tagged.length > 0 ? tagged : untagged.slice(0, 1);
}

/** The image of a repository that was pushed last, as `latestImages` says. */
export async function latestImage(
  pages: AsyncIterable<readonly ListedImage[]>,
): Promise<ListedImage | undefined> {
  const [latest] = await latestImages(pages);
  return latest;
}

/** Whether the listed manifest is an index, as far as the registry says. */
export function isListedIndex({ manifestMediaType }: ListedImage): boolean {
  return manifestMediaType !== undefined && isIndexType(manifestMediaType);
}

/**
 * Whether the listed manifest is an image or an index that can be pulled, as far as the registry
 * says. The list can't tell every attestation from an image: the analysis will, by the manifest.
 */
export function isImageLike(image: ListedImage): boolean {
  const { tags, manifestMediaType, artifactMediaType, subjectDigest, pullable } = image;
  if (!pullable || manifestMediaType === undefined || subjectDigest !== undefined) return false;
  if (tags.length > 0 && tags.every((tag) => COSIGN_TAG.test(tag))) return false;
  if (artifactMediaType !== undefined && !isImageConfigType(artifactMediaType)) return false;
  return IMAGE_TYPES.has(manifestMediaType) || isIndexType(manifestMediaType);
}

/** Puts an image in its place among the latest ones, so many at most. */
function insert(latest: ListedImage[], image: ListedImage, count: number): void {
  const place = latest.findIndex((known) => isLater(image, known));
  latest.splice(place === -1 ? latest.length : place, 0, image);
  if (latest.length > count) latest.pop();
}

/**
 * Whether an image was pushed later than another. ECR's times are of whole seconds, in which an
 * index may follow its images: it is the one that was meant.
 */
export function isLater(image: ListedImage, other: ListedImage): boolean {
  const difference = timeOf(image) - timeOf(other);
  if (difference !== 0) return difference > 0;
  if (isListedIndex(image) !== isListedIndex(other)) return isListedIndex(image);
  return image.digest > other.digest;
}

function timeOf({ pushedAt }: ListedImage): number {
  return pushedAt === undefined ? 0 : Date.parse(pushedAt);
}
