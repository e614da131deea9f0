import type { OtherArtifact } from "./artifact.ts";
import type { ManifestDocument } from "./manifest-schema.ts";
import { isImageConfigType } from "./media-types.ts";

type Kind = OtherArtifact["kind"];

/** Types of content or config that say what an artifact is, whatever else it looks like. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  // moby/buildkit docs/attestations: newer and older form, and cosign's `.att`.
  ["application/vnd.docker.attestation.manifest.v1+json", "attestation"],
  ["application/vnd.in-toto+json", "attestation"],
  ["application/vnd.dsse.envelope.v1+json", "attestation"],
  // cosign SIGNATURE_SPEC; notation (notaryproject/specifications, signature-specification).
  ["application/vnd.dev.cosign.simplesigning.v1+json", "signature"],
  ["application/vnd.cncf.notary.signature", "signature"],
  // https://helm.sh/docs/topics/registries/
  ["application/vnd.cncf.helm.config.v1+json", "chart"],
  ["application/vnd.cncf.helm.chart.content.v1.tar+gzip", "chart"],
]);

/** OCI image-spec: "no config", for artifacts that are told by `artifactType`. */
const EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";

const SIGSTORE_BUNDLE = "application/vnd.dev.sigstore.bundle.";
const BUNDLE_PREDICATE = "dev.sigstore.bundle.predicateType";
/** What cosign signs an image with since its version 3: a bundle as well. */
const SIGNATURE_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

/** Describes a manifest that is neither image nor index by the types that it names. */
export function describeOther(document: ManifestDocument): OtherArtifact {
  const config = document.config?.mediaType;
  const content = (document.layers ?? document.blobs ?? []).map(({ mediaType }) => mediaType);
  const told = [document.artifactType, config, ...content].filter((type) => type !== undefined);
  const subject = document.subject?.digest;
  return {
    kind: kindOf(told, document.annotations ?? {}),
    artifactType: told.find((type) => type !== EMPTY_CONFIG && !isImageConfigType(type)) ?? "",
    ...(subject === undefined ? {} : { subject }),
  };
}

function kindOf(told: readonly string[], annotations: Readonly<Record<string, string>>): Kind {
  if (told.some((type) => type.startsWith(SIGSTORE_BUNDLE))) {
    const predicate = annotations[BUNDLE_PREDICATE];
    return predicate === undefined || predicate === SIGNATURE_PREDICATE
      ? "signature"
      : "attestation";
  }
  for (const type of told) {
    const kind = KINDS.get(type);
    if (kind !== undefined) return kind;
  }
  return "other";
}
