/**
 * Media types of what registries hold. Sources: OCI image-spec media-types.md, Docker
 * manifest v2 schema 2, moby/buildkit docs/attestations, cosign SIGNATURE_SPEC, helm.
 */
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
/** Withdrawn before OCI 1.1 was final; a few registries still hold some. */
export const OCI_ARTIFACT_MANIFEST = "application/vnd.oci.artifact.manifest.v1+json";

export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
export const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

/** What a client asks for in `Accept`: every manifest that we can tell apart. */
export const ACCEPTED_MANIFESTS: readonly string[] = [
  OCI_INDEX,
  DOCKER_INDEX,
  OCI_MANIFEST,
  DOCKER_MANIFEST,
  OCI_ARTIFACT_MANIFEST,
];

const LAYERS: ReadonlySet<string> = new Set([
  "application/vnd.oci.image.layer.v1.tar",
  "application/vnd.oci.image.layer.v1.tar+gzip",
  "application/vnd.oci.image.layer.v1.tar+zstd",
  "application/vnd.docker.image.rootfs.diff.tar",
  "application/vnd.docker.image.rootfs.diff.tar.gzip",
  // Written by buildah and containerd for Docker manifests, though Docker never registered it.
  "application/vnd.docker.image.rootfs.diff.tar.zstd",
]);

/** Whether a manifest of this type holds a list of manifests. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === OCI_INDEX || mediaType === DOCKER_INDEX;
}

/** Whether this is the type of one manifest, an image's or another artifact's. */
export function isManifestType(mediaType: string): boolean {
  return (
    mediaType === OCI_MANIFEST ||
    mediaType === DOCKER_MANIFEST ||
    mediaType === OCI_ARTIFACT_MANIFEST
  );
}

/** Docker's first manifest format, signed or not. */
export function isSchema1Type(mediaType: string): boolean {
  return mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+");
}

/** Whether the type is that of a container image's config. */
export function isImageConfigType(mediaType: string): boolean {
  return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG;
}

/** Whether a layer of this type is a tar of a root file system. */
export function isLayerType(mediaType: string): boolean {
  return LAYERS.has(mediaType);
}

/** Layers whose bytes the registry need not have: Windows base layers, mostly. */
export function isForeignLayerType(mediaType: string): boolean {
  return (
    mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.v1.tar") ||
    mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.diff.tar")
  );
}

/** Layers that only a key's holder can read (containers/ocicrypt). */
export function isEncryptedLayerType(mediaType: string): boolean {
  return mediaType.endsWith("+encrypted");
}
