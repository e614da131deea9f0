import { createHash } from "node:crypto";
import type { Distribution, InventoryLayer, InventoryPackage } from "../contract/inventory.ts";
import { packageName } from "../ecosystems/package-name.ts";
import { documentText } from "./document-text.ts";
import { NO_ASSERTION, type SpdxAnnotation, type SpdxPackage } from "./spdx-document.ts";
import type { SpdxLicenses } from "./spdx-licenses.ts";

/** What every package of a document says, since nobody has looked. */
export const UNKNOWN = {
  downloadLocation: NO_ASSERTION,
  filesAnalyzed: false,
  licenseConcluded: NO_ASSERTION,
  licenseDeclared: NO_ASSERTION,
  copyrightText: NO_ASSERTION,
} as const;

/** Of a name as part of an identifier, for people who read the document. */
const MAX_READABLE = 64;

/** The distribution of an image. */
export function distributionPackage({ id, versionId, prettyName }: Distribution): SpdxPackage {
  return {
    SPDXID: "SPDXRef-Distribution",
    name: documentText(id),
    ...(versionId === undefined ? {} : { versionInfo: documentText(versionId) }),
    primaryPackagePurpose: "OPERATING_SYSTEM",
    ...UNKNOWN,
    ...(prettyName === undefined ? {} : { description: documentText(prettyName) }),
  };
}

/**
 * A package with its places.
 * @param annotate Makes an annotation of a value.
 */
export function packageOf(
  pkg: InventoryPackage,
  layers: readonly InventoryLayer[],
  licenses: SpdxLicenses,
  annotate: (value: object) => SpdxAnnotation,
): SpdxPackage {
  const annotations = pkg.locations.map(({ path, layer }) => {
    const digest = layers[layer]?.digest;
    return annotate({ path, ...(digest === undefined ? {} : { layer: { index: layer, digest } }) });
  });
  return {
    SPDXID: packageId(pkg),
    name: documentText(packageName(pkg)),
    versionInfo: documentText(pkg.version),
    primaryPackagePurpose: "LIBRARY",
    ...sourceInfo(pkg),
    ...UNKNOWN,
    licenseDeclared: licenses.expressionOf(pkg.licenses),
    externalRefs: [purlReference(pkg.purl)],
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

/** A package URL as SPDX refers to it (SPDX 2.3, F.3.5). */
export function purlReference(purl: string): NonNullable<SpdxPackage["externalRefs"]>[number] {
  return { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl };
}

/** Letters, digits, `.` and `-` alone (SPDX 2.3, 7.2); the hash makes it one of a kind. */
function packageId({ type, name, purl }: InventoryPackage): string {
  const readable = name
    .slice(0, MAX_READABLE)
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const hash = createHash("sha256").update(purl).digest("hex").slice(0, 24);
  return `SPDXRef-Package-${[type, readable, hash].filter((part) => part !== "").join("-")}`;
}

/** In the words that other tools write and read. */
function sourceInfo({
  name,
  version,
  sourceName,
  sourceVersion,
}: InventoryPackage): Pick<SpdxPackage, "sourceInfo"> {
  if (sourceName === undefined && sourceVersion === undefined) return {};
  const source = `${sourceName ?? name} ${sourceVersion ?? version}`;
  return { sourceInfo: documentText(`built package from: ${source}`) };
}
