import { createHash } from "node:crypto";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { digestAlgorithm, isDigest } from "../../core/oci/digest.ts";
import type { StoredManifest } from "../../core/oci/image-source.ts";
import { MAX_MANIFEST_BYTES } from "../../core/oci/manifest.ts";
import { OCI_INDEX } from "../../core/oci/media-types.ts";
import type { FileTree } from "./file-tree.ts";
import { openFolderTree } from "./folder-tree.ts";
import type { LocalSource, StoredImage } from "./stored-image.ts";
import { describeImages, findImage } from "./stored-image.ts";

const NAME_ANNOTATIONS = ["io.containerd.image.name", "org.opencontainers.image.ref.name"];

/** image-spec image-layout.md: `oci-layout` and `index.json`. */
const LayoutMarker = z.object({ imageLayoutVersion: z.string() });
const LayoutIndex = z.object({
  manifests: z.array(
    z.object({
      mediaType: z.string(),
      digest: z.string().refine(isDigest, "is no digest"),
      annotations: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

/**
 * Opens a folder in the OCI image layout.
 * https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 * @throws PermanentError `not-a-layout`, `malformed-layout`
 */
export async function openOciLayout(folder: string): Promise<LocalSource> {
  return openLayoutTree(openFolderTree(folder));
}

/** The same of any files: also within an archive. */
export async function openLayoutTree(tree: FileTree): Promise<LocalSource> {
  await checkMarker(tree);
  const bytes = await tree.readSmall("index.json", MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw notALayout(tree, "index.json");
  const whole: StoredManifest = { bytes, mediaType: OCI_INDEX, digest: sha256(bytes) };
  const images = listImages(bytes, tree.place);
  return {
    images,
    defaultReference: () => defaultReference(images, whole.digest, tree.place),
    async readManifest(reference) {
      if (reference === whole.digest) return whole;
      const image = findImage(images, reference, tree.place);
      return readStored(tree, image?.digest ?? reference, image?.mediaType);
    },
    async readBlob({ digest }, signal) {
      const stream = isDigest(digest) ? await tree.open(blobPath(digest), signal) : undefined;
      if (stream === undefined) throw missing("blob-unknown", "blob", digest, tree.place);
      return stream;
    },
    close: () => tree.close(),
  };
}

async function checkMarker(tree: FileTree): Promise<void> {
  const bytes = await tree.readSmall("oci-layout", MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw notALayout(tree, "oci-layout");
  const marker = LayoutMarker.safeParse(parseJson(bytes));
  if (marker.success && marker.data.imageLayoutVersion.startsWith("1.")) return;
  throw new PermanentError(
    "malformed-layout",
    `${tree.place} has an oci-layout file of a version other than 1. Write the image with a current tool.`,
  );
}

function listImages(bytes: Buffer, place: string): readonly StoredImage[] {
  const index = LayoutIndex.safeParse(parseJson(bytes));
  if (!index.success) {
    throw new PermanentError(
      "malformed-layout",
      `index.json in ${place} can't be read: it is not an OCI index. Write the image again.`,
      { cause: index.error },
    );
  }
  // The same manifest may be listed once for each of its tags.
  const images = new Map<string, { digest: string; mediaType: string; names: string[] }>();
  for (const { digest, mediaType, annotations } of index.data.manifests) {
    const image = images.get(digest) ?? { digest, mediaType, names: [] };
    images.set(digest, image);
    for (const annotation of NAME_ANNOTATIONS) {
      const name = annotations?.[annotation];
      if (name !== undefined && !image.names.includes(name)) image.names.push(name);
    }
  }
  return [...images.values()];
}

/** One image; or, where several have no names, the index that they make up. */
function defaultReference(images: readonly StoredImage[], index: string, place: string): string {
  const [first, ...others] = images;
  if (first === undefined) {
    throw new PermanentError("no-image", `${place} is an OCI layout without any image.`);
  }
  if (others.length === 0) return first.digest;
  if (images.every(({ names }) => names.length === 0)) return index;
  throw new PermanentError(
    "ambiguous-reference",
    `${place} has several images: ${describeImages(images)}. Say which one by its name or digest.`,
  );
}

async function readStored(
  tree: FileTree,
  digest: string,
  mediaType: string | undefined,
): Promise<StoredManifest> {
  const bytes = await tree.readSmall(blobPath(digest), MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw missing("manifest-unknown", "manifest", digest, tree.place);
  const actual = createHash(digestAlgorithm(digest)).update(bytes).digest("hex");
  if (!digest.endsWith(`:${actual}`)) {
    throw new PermanentError(
      "digest-mismatch",
      `The manifest ${digest} in ${tree.place} has other content than its name says. Write the image again.`,
    );
  }
  return { bytes, mediaType: mediaType ?? declaredType(bytes), digest };
}

/** Manifests that an index names tell their own type, which classifyManifest checks. */
function declaredType(bytes: Buffer): string {
  const document = parseJson(bytes);
  if (typeof document !== "object" || document === null || !("mediaType" in document)) return "";
  return typeof document.mediaType === "string" ? document.mediaType : "";
}

/** A valid digest has no separator but its colon: the path stays below `blobs`. */
function blobPath(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

function missing(code: string, what: string, digest: string, place: string): PermanentError {
  return new PermanentError(
    code,
    `${place} has no ${what} ${digest}. The image is incomplete, or was written for another platform only; write it again.`,
  );
}

function notALayout(tree: FileTree, file: string): PermanentError {
  return new PermanentError(
    "not-a-layout",
    `${tree.place} is no OCI image layout: it has no ${file}. Write one with, for example, skopeo copy … oci:DIR`,
  );
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
