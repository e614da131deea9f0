/** Absent knowledge, said so (SPDX 2.3, 7.7). */
export const NO_ASSERTION = "NOASSERTION";

/** What a tool has to say of an element (SPDX 2.3, section 12). */
export interface SpdxAnnotation {
  readonly annotationDate: string;
  readonly annotationType: "OTHER";
  readonly annotator: string;
  readonly comment: string;
}

/** A package, and everything that has the form of one: image, distribution (SPDX 2.3, section 7). */
export interface SpdxPackage {
  readonly SPDXID: string;
  readonly name: string;
  readonly versionInfo?: string;
  readonly primaryPackagePurpose: "CONTAINER" | "FILE" | "OPERATING_SYSTEM" | "LIBRARY";
  readonly downloadLocation: typeof NO_ASSERTION;
  /** No file is listed, so none was analysed in SPDX's sense. */
  readonly filesAnalyzed: false;
  readonly checksums?: readonly { readonly algorithm: "SHA256"; readonly checksumValue: string }[];
  readonly sourceInfo?: string;
  readonly licenseConcluded: typeof NO_ASSERTION;
  /** An expression (annex D), or NOASSERTION. */
  readonly licenseDeclared: string;
  readonly copyrightText: typeof NO_ASSERTION;
  readonly description?: string;
  readonly externalRefs?: readonly {
    readonly referenceCategory: "PACKAGE-MANAGER";
    readonly referenceType: "purl";
    readonly referenceLocator: string;
  }[];
  readonly annotations?: readonly SpdxAnnotation[];
}

/** How two elements relate (SPDX 2.3, section 11). */
export interface SpdxRelationship {
  readonly spdxElementId: string;
  readonly relationshipType: "DESCRIBES" | "CONTAINS";
  readonly relatedSpdxElement: string;
}

/** A licence that is not on SPDX's list (SPDX 2.3, section 10). */
export interface SpdxExtractedLicense {
  /** `LicenseRef-…` */
  readonly licenseId: string;
  readonly name: string;
  readonly extractedText: string;
}

/** An SPDX document as the value of its JSON (SPDX 2.3, section 6). */
export interface SpdxDocument {
  readonly spdxVersion: "SPDX-2.3";
  readonly dataLicense: "CC0-1.0";
  readonly SPDXID: "SPDXRef-DOCUMENT";
  readonly name: string;
  readonly documentNamespace: string;
  readonly comment?: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly SpdxPackage[];
  readonly relationships: readonly SpdxRelationship[];
  readonly hasExtractedLicensingInfos?: readonly SpdxExtractedLicense[];
}
