import { formatPlatform } from "../oci/platform.ts";
import { documentId } from "./document-id.ts";
import { documentText } from "./document-text.ts";
import { imagePurl } from "./image-purl.ts";
import { isOfDistribution } from "./package-holder.ts";
import { SBOM_TOOL, type SbomSubject, subjectName } from "./sbom-subject.ts";
import type {
  SpdxAnnotation,
  SpdxDocument,
  SpdxPackage,
  SpdxRelationship,
} from "./spdx-document.ts";
import { collectSpdxLicenses } from "./spdx-licenses.ts";
import { distributionPackage, packageOf, purlReference, UNKNOWN } from "./spdx-package.ts";

/** Media type of the document (https://www.iana.org/assignments/media-types/application/spdx+json). */
export const SPDX_MEDIA_TYPE = "application/spdx+json";

const DOCUMENT_ID = "SPDXRef-DOCUMENT";
const IMAGE_ID = "SPDXRef-Image";

/**
 * An image's bill of materials in SPDX 2.3 (ISO/IEC 5962 is its 2.2.1), as the value of its
 * JSON. The same subject gives the same document.
 * https://spdx.github.io/spdx-spec/v2.3/
 */
export function toSpdx(subject: SbomSubject): SpdxDocument {
  const { packages, layers, distribution, warnings, analyzerVersion } = subject.inventory;
  const created = `${new Date(subject.analyzedAt).toISOString().slice(0, 19)}Z`;
  const tool = `Tool: ${SBOM_TOOL}-${documentText(analyzerVersion)}`;
  const annotate = (value: object): SpdxAnnotation => ({
    annotationDate: created,
    annotationType: "OTHER",
    annotator: tool,
    comment: documentText(JSON.stringify(value)),
  });
  const licenses = collectSpdxLicenses();
  const found = packages.map((pkg) => packageOf(pkg, layers, licenses, annotate));
  const system = distribution === undefined ? undefined : distributionPackage(distribution);
  const extracted = licenses.extracted();
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: DOCUMENT_ID,
    name: documentText(subjectName(subject)),
    // The address that SPDX 2.3, 6.5 has for creators without a site of their own.
    documentNamespace: `https://spdx.org/spdxdocs/${SBOM_TOOL}-${documentId("spdx", subject)}`,
    ...(warnings.length === 0 ? {} : { comment: incomplete(warnings.length) }),
    creationInfo: { created, creators: [tool] },
    packages: [
      imagePackage(subject, annotate),
      ...(system === undefined ? [] : [system]),
      ...found,
    ],
    relationships: [
      relate(DOCUMENT_ID, "DESCRIBES", IMAGE_ID),
      ...(system === undefined ? [] : [relate(IMAGE_ID, "CONTAINS", system.SPDXID)]),
      ...found.map(({ SPDXID }, index) => {
        const pkg = packages[index];
        const inSystem = system !== undefined && pkg !== undefined && isOfDistribution(pkg);
        return relate(inSystem ? system.SPDXID : IMAGE_ID, "CONTAINS", SPDXID);
      }),
    ],
    ...(extracted.length === 0 ? {} : { hasExtractedLicensingInfos: extracted }),
  };
}

/** What was looked at: the image, or a folder. */
function imagePackage(
  subject: SbomSubject,
  annotate: (value: object) => SpdxAnnotation,
): SpdxPackage {
  const { digest, platform, size, layers, warnings } = subject.inventory;
  const purl = imagePurl(subject);
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "") ?? [];
  return {
    SPDXID: IMAGE_ID,
    name: documentText(subjectName(subject)),
    ...(digest === undefined ? {} : { versionInfo: documentText(digest) }),
    primaryPackagePurpose: digest === undefined ? "FILE" : "CONTAINER",
    ...UNKNOWN,
    ...(sha256 === undefined
      ? {}
      : { checksums: [{ algorithm: "SHA256", checksumValue: sha256 }] }),
    ...(purl === undefined ? {} : { externalRefs: [purlReference(purl)] }),
    annotations: [
      annotate({
        ...(platform === undefined ? {} : { platform: formatPlatform(platform) }),
        size,
        tags: subject.repository?.tags ?? [],
        layers: layers.map((layer) => layer.digest),
      }),
      ...warnings.map(({ path, message }) =>
        annotate({ warning: message, ...(path === undefined ? {} : { path }) }),
      ),
    ],
  };
}

function incomplete(warnings: number): string {
  const things = warnings === 1 ? "1 thing was" : `${warnings} things were`;
  return `Incomplete: ${things} not read as it should be, so packages may be missing. The annotations of ${IMAGE_ID} name what.`;
}

function relate(
  spdxElementId: string,
  relationshipType: SpdxRelationship["relationshipType"],
  relatedSpdxElement: string,
): SpdxRelationship {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}
