import type { Platform } from "../contract/inventory.ts";
import { PermanentError, UnsupportedError } from "../errors.ts";
import type { ImageIndex, ImageManifest, IndexEntry } from "./artifact.ts";
import { imageEntries } from "./image-index.ts";
import type { ImageSource, StoredManifest } from "./image-source.ts";
import { classifyManifest } from "./manifest.ts";
import { isIndexType } from "./media-types.ts";
import { formatPlatform, parsePlatform, platformMatches } from "./platform.ts";

/** Indexes that lead to indexes: `docker save` writes two levels, nobody needs more than this. */
const MAX_INDEX_DEPTH = 4;

/** Which image of an index is meant. */
export interface PlatformChoice {
  /** `os/architecture[/variant]`: this one and no other. */
  readonly wanted?: string;
  /** Architecture of this machine: preferred where nothing is wanted. Default `amd64`. */
  readonly preferredArchitecture?: string;
}

/** One platform's image, and how it was reached. */
export interface ResolvedImage {
  readonly image: ImageManifest;
  /** Of the platform manifest. */
  readonly manifest: StoredManifest;
  /** Digest of the outermost index that led here. */
  readonly indexDigest?: string;
  /** As the index names it; a single image names it in its config only. */
  readonly platform?: Platform;
}

/**
 * Follows a tag or digest, through an index where it is one, to one platform's image.
 * A single image is taken whatever platform is wanted: only its config tells.
 * @throws UnsupportedError `not-an-image`, and what classifyManifest throws
 * @throws PermanentError `platform-not-found`, `no-image`, `index-too-deep`, and the source's
 */
export async function resolveImage(
  source: ImageSource,
  reference: string,
  choice: PlatformChoice = {},
  signal?: AbortSignal,
): Promise<ResolvedImage> {
  let manifest = await source.readManifest(reference, signal);
  let indexDigest: string | undefined;
  let platform: Platform | undefined;
  for (let depth = 0; depth <= MAX_INDEX_DEPTH; depth += 1) {
    const artifact = classifyManifest(manifest);
    if (artifact.kind === "image") {
      return {
        image: artifact,
        manifest,
        ...(indexDigest === undefined ? {} : { indexDigest }),
        ...(platform === undefined ? {} : { platform }),
      };
    }
    if (artifact.kind !== "index") {
      throw new UnsupportedError(
        "not-an-image",
        `${reference} is no container image but ${nameOf(artifact.kind, artifact.artifactType)}: there is no file system to analyse in it.`,
      );
    }
    const entry = selectPlatform(artifact, choice);
    indexDigest ??= manifest.digest;
    platform = entry.platform ?? platform;
    manifest = await source.readManifest(entry.descriptor.digest, signal);
  }
  throw new PermanentError(
    "index-too-deep",
    `${reference} leads through more than ${MAX_INDEX_DEPTH} indexes without reaching an image. Name the image's own digest.`,
  );
}

/**
 * Picks one image of an index: the wanted platform; else linux on this machine's
 * architecture, else linux/amd64, else the first one.
 * @throws PermanentError `platform-not-found`, `no-image`, `invalid-platform`
 */
export function selectPlatform(index: ImageIndex, choice: PlatformChoice = {}): IndexEntry {
  const entries = imageEntries(index);
  const [first] = entries;
  if (first === undefined) {
    throw new PermanentError(
      "no-image",
      "The index names no image: it is empty, or holds attestations and other artifacts only.",
    );
  }
  if (choice.wanted !== undefined) return selectWanted(entries, parsePlatform(choice.wanted));
  const preferred = parsePlatform(choice.preferredArchitecture ?? "amd64");
  return find(entries, preferred) ?? find(entries, { os: "linux", architecture: "amd64" }) ?? first;
}

function selectWanted(entries: readonly IndexEntry[], wanted: Platform): IndexEntry {
  // An index in an index has no platform of its own: the wanted image may be behind it.
  const found = find(entries, wanted) ?? entries.find(isNestedIndex);
  if (found !== undefined) return found;
  const offered = entries
    .map(({ platform }) => (platform === undefined ? undefined : formatPlatform(platform)))
    .filter((name) => name !== undefined);
  throw new PermanentError(
    "platform-not-found",
    `The index has no image for ${formatPlatform(wanted)}. It has: ${offered.join(", ") || "images without a platform"}.`,
  );
}

function find(entries: readonly IndexEntry[], wanted: Platform): IndexEntry | undefined {
  return entries.find(
    ({ platform }) => platform !== undefined && platformMatches(platform, wanted),
  );
}

function isNestedIndex(entry: IndexEntry): boolean {
  return entry.platform === undefined && isIndexType(entry.descriptor.mediaType);
}

function nameOf(kind: "attestation" | "signature" | "chart" | "other", type: string): string {
  switch (kind) {
    case "attestation":
      return "an attestation";
    case "signature":
      return "a signature";
    case "chart":
      return "a Helm chart";
    case "other":
      return type === "" ? "another artifact" : `another artifact (${type})`;
  }
}
