import type { SpdxDocument } from "../../../core/formats/spdx-document.ts";
import { parseSpdxLicense } from "../../../core/formats/license-expression.ts";

const ID = /^SPDXRef-[A-Za-z0-9.-]+$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const LICENSE_REFERENCE = /LicenseRef-[A-Za-z0-9.-]+/g;
// eslint-disable-next-line no-control-regex -- line breaks and their kin are what it looks for
const SEVERAL_LINES = /[\u0000-\u001f\u0085\u2028\u2029]/;

/** What the sentences of SPDX 2.3 ask beyond the types, each breach in a few words; empty where none. */
export function breachesOf(document: SpdxDocument): string[] {
  return [...creationBreaches(document), ...packageBreaches(document), ...linkBreaches(document)];
}

/** Section 6. */
function creationBreaches({ documentNamespace, creationInfo, name }: SpdxDocument): string[] {
  return [
    ...(URL.canParse(documentNamespace) && !documentNamespace.includes("#") ? [] : ["namespace"]),
    ...(TIME.test(creationInfo.created) ? [] : ["created"]),
    ...(creationInfo.creators.every((creator) => /^Tool: \S+-\S+$/.test(creator))
      ? []
      : ["creator"]),
    ...(SEVERAL_LINES.test(name) || name === "" ? ["name of the document"] : []),
  ];
}

/** Sections 7, 10 and annex D. */
function packageBreaches({ packages, hasExtractedLicensingInfos = [] }: SpdxDocument): string[] {
  const known = new Set(hasExtractedLicensingInfos.map(({ licenseId }) => licenseId));
  return packages.flatMap((pkg) => {
    const { SPDXID, name, versionInfo = "", licenseDeclared, annotations = [] } = pkg;
    const references = licenseDeclared.match(LICENSE_REFERENCE) ?? [];
    // References stand where identifiers may: with one in their place it must be an expression.
    const expression = licenseDeclared.replace(LICENSE_REFERENCE, "MIT");
    const isLicense = licenseDeclared === "NOASSERTION" || parseSpdxLicense(expression);
    return [
      ...(ID.test(SPDXID) ? [] : [`identifier ${SPDXID}`]),
      ...(SEVERAL_LINES.test(name + versionInfo) || name === "" ? [`name of ${SPDXID}`] : []),
      ...(isLicense ? [] : [`licence ${licenseDeclared}`]),
      ...references.filter((id) => !known.has(id)).map((id) => `unknown ${id}`),
      ...(pkg.externalRefs ?? [])
        .filter(({ referenceLocator }) => !/^pkg:\S+$/.test(referenceLocator))
        .map(({ referenceLocator }) => `locator ${referenceLocator}`),
      ...annotations.filter(({ annotationDate }) => !TIME.test(annotationDate)).map(() => "date"),
    ];
  });
}

/** Sections 7.2 and 11: identifiers are unique, and relationships lead to elements that exist. */
function linkBreaches({ SPDXID, packages, relationships }: SpdxDocument): string[] {
  const ids = [SPDXID, ...packages.map((pkg) => pkg.SPDXID)];
  const known = new Set<string>(ids);
  const linked = new Set(relationships.map(({ relatedSpdxElement }) => relatedSpdxElement));
  return [
    ...(known.size === ids.length ? [] : ["an identifier is not unique"]),
    ...relationships
      .flatMap(({ spdxElementId, relatedSpdxElement }) => [spdxElementId, relatedSpdxElement])
      .filter((id) => !known.has(id))
      .map((id) => `no element ${id}`),
    ...packages.filter((pkg) => !linked.has(pkg.SPDXID)).map((pkg) => `${pkg.SPDXID} is nowhere`),
  ];
}
