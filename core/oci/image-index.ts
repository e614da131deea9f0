import type { Artifact, ImageIndex, IndexEntry } from "./artifact.ts";
import type { IndexEntryDocument, ManifestDocument } from "./manifest-schema.ts";
import { isIndexType, isManifestType } from "./media-types.ts";
import { platformOf } from "./platform.ts";

/** Marks the attestation manifests of an index (moby/buildkit docs/attestations). */
const REFERENCE_TYPE = "vnd.docker.reference.type";
const REFERENCE_DIGEST = "vnd.docker.reference.digest";

/**
 * Describes an index. One that carries something else than manifests (BuildKit's
 * exported cache keeps layers there), or an artifact of its own, is `other`.
 */
export function describeIndex(
  entries: readonly IndexEntryDocument[],
  document: ManifestDocument,
): Artifact {
  const stranger = entries.find(({ mediaType }) => !isManifestList(mediaType));
  const manifests = entries.filter(({ mediaType }) => isManifestList(mediaType)).map(describe);
  const index: ImageIndex = { kind: "index", manifests };
  const artifactType = document.artifactType ?? stranger?.mediaType;
  if (artifactType === undefined || imageEntries(index).length > 0) return index;
  const subject = document.subject?.digest;
  return { kind: "other", artifactType, ...(subject === undefined ? {} : { subject }) };
}

/**
 * The entries that can be images, in the index's order: neither attestations nor
 * other artifacts. Their manifests still have the last word.
 */
export function imageEntries(index: ImageIndex): readonly IndexEntry[] {
  return index.manifests.filter(
    (entry) => entry.attestationFor === undefined && entry.artifactType === undefined,
  );
}

function isManifestList(mediaType: string): boolean {
  return isManifestType(mediaType) || isIndexType(mediaType);
}

function describe(entry: IndexEntryDocument): IndexEntry {
  const { mediaType, digest, size, artifactType } = entry;
  const platform = entry.platform ? platformOf(entry.platform) : undefined;
  const annotations = entry.annotations ?? undefined;
  const attestationFor =
    annotations?.[REFERENCE_TYPE] === "attestation-manifest"
      ? (annotations[REFERENCE_DIGEST] ?? "")
      : undefined;
  return {
    descriptor: { mediaType, digest, size },
    ...(platform === undefined ? {} : { platform }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(attestationFor === undefined ? {} : { attestationFor }),
  };
}
