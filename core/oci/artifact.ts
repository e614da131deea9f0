import type { Platform } from "../contract/inventory.ts";
import type { Descriptor } from "./image-source.ts";

/** A container image of one platform. */
export interface ImageManifest {
  readonly kind: "image";
  readonly config: Descriptor;
  /** From the lowest layer to the highest. */
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One manifest that an index names. */
export interface IndexEntry {
  readonly descriptor: Descriptor;
  /** Absent where the index names none, or `unknown/unknown`. */
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Of an artifact that is no image. */
  readonly artifactType?: string;
  /** Digest of the image that this attestation is about (moby/buildkit docs/attestations). */
  readonly attestationFor?: string;
}

/** A list of manifests, usually one image a platform. */
export interface ImageIndex {
  readonly kind: "index";
  readonly manifests: readonly IndexEntry[];
}

/** Something that registries hold beside images. */
export interface OtherArtifact {
  readonly kind: "attestation" | "signature" | "chart" | "other";
  /** `artifactType`, else what the media type of config or content says. */
  readonly artifactType: string;
  /** Digest of the manifest that it is about. */
  readonly subject?: string;
}

/** What a manifest stands for. */
export type Artifact = ImageManifest | ImageIndex | OtherArtifact;
