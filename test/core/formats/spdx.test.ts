import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SbomSubject } from "../../../core/formats/sbom-subject.ts";
import { toSpdx } from "../../../core/formats/spdx.ts";
import type { SpdxDocument } from "../../../core/formats/spdx-document.ts";
import { breachesOf } from "./spdx-rules.ts";
import {
  DIGEST,
  HOSTILE,
  hostileSubject,
  IMAGE_PURL,
  largeSubject,
  LAYERS,
  LONG,
  packageOf,
  subjectOf,
} from "./subjects.ts";

/** The document as it is written, checked. */
function validDocument(subject: SbomSubject): SpdxDocument {
  const document = JSON.parse(JSON.stringify(toSpdx(subject))) as SpdxDocument;
  expect(breachesOf(document)).toEqual([]);
  return document;
}

const NOTHING_KNOWN = {
  downloadLocation: "NOASSERTION",
  filesAnalyzed: false,
  licenseConcluded: "NOASSERTION",
  licenseDeclared: "NOASSERTION",
  copyrightText: "NOASSERTION",
};
const ANNOTATION = {
  annotationDate: "2026-11-21T10:01:02Z",
  annotationType: "OTHER",
  annotator: "Tool: ecr-scout-analyzer-1",
};

test("an image", () => {
  const { packages, relationships, documentNamespace, ...document } = validDocument(subjectOf());
  expect(document).toEqual({
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "registry.example/team/app",
    creationInfo: { created: "2026-11-21T10:01:02Z", creators: ["Tool: ecr-scout-analyzer-1"] },
  });
  expect(documentNamespace).toMatch(
    /^https:\/\/spdx\.org\/spdxdocs\/ecr-scout-analyzer-[0-9a-f-]+$/,
  );
  expect(packages[0]).toEqual({
    SPDXID: "SPDXRef-Image",
    name: "registry.example/team/app",
    versionInfo: DIGEST,
    primaryPackagePurpose: "CONTAINER",
    ...NOTHING_KNOWN,
    checksums: [{ algorithm: "SHA256", checksumValue: "d".repeat(64) }],
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: IMAGE_PURL,
      },
    ],
    annotations: [
      {
        ...ANNOTATION,
        comment: JSON.stringify({
          platform: "linux/amd64",
          size: 3000,
          tags: ["1.0"],
          layers: LAYERS,
        }),
      },
    ],
  });
  const [, , libssl, lodash] = packages.map(({ SPDXID }) => SPDXID);
  expect(relationships.map((line) => Object.values(line).join(" "))).toEqual([
    "SPDXRef-DOCUMENT DESCRIBES SPDXRef-Image",
    "SPDXRef-Image CONTAINS SPDXRef-Distribution",
    `SPDXRef-Distribution CONTAINS ${libssl}`,
    `SPDXRef-Image CONTAINS ${lodash}`,
  ]);
});

test("its distribution and packages, with their places", () => {
  const [, distribution, libssl, lodash] = validDocument(subjectOf()).packages;
  expect(distribution).toEqual({
    SPDXID: "SPDXRef-Distribution",
    name: "debian",
    versionInfo: "12",
    primaryPackagePurpose: "OPERATING_SYSTEM",
    ...NOTHING_KNOWN,
    description: "Debian GNU/Linux 12 (bookworm)",
  });
  expect(libssl).toMatchObject({
    SPDXID: expect.stringMatching(/^SPDXRef-Package-deb-libssl3-[0-9a-f]{24}$/),
    sourceInfo: "built package from: openssl 3.0.11-1",
  });
  expect(lodash).toEqual({
    SPDXID: expect.stringMatching(/^SPDXRef-Package-npm-lodash-[0-9a-f]{24}$/),
    name: "lodash",
    versionInfo: "4.17.21",
    primaryPackagePurpose: "LIBRARY",
    ...NOTHING_KNOWN,
    licenseDeclared: "MIT",
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: "pkg:npm/lodash@4.17.21",
      },
    ],
    annotations: [
      {
        ...ANNOTATION,
        comment: JSON.stringify({
          path: "app/node_modules/lodash/package.json",
          layer: { index: 1, digest: LAYERS[1] },
        }),
      },
    ],
  });
});

test.each<[readonly string[] | undefined, string | RegExp]>([
  [undefined, "NOASSERTION"],
  [[" "], "NOASSERTION"],
  [["mit"], "MIT"],
  [["MIT OR apache-2.0"], "MIT OR Apache-2.0"],
  [["MIT OR ISC", "Zlib"], "(MIT OR ISC) AND Zlib"],
  [["MIT", "MIT"], "MIT"],
  [["BSD"], /^LicenseRef-[0-9a-f]{24}$/],
  [["MIT", "BSD"], /^MIT AND LicenseRef-[0-9a-f]{24}$/],
])("licences %j are declared as %s", (licenses, expected) => {
  const pkg = packageOf(licenses === undefined ? {} : { licenses: [...licenses] });
  const declared = validDocument(subjectOf({ packages: [pkg] })).packages[2]?.licenseDeclared;
  expect(declared).toEqual(
    typeof expected === "string" ? expected : expect.stringMatching(expected),
  );
});

test("a licence that is not on the list is listed once, as it was declared", () => {
  const packages = ["a", "b"].map((name) => packageOf({ name, licenses: ["ours\nand yours"] }));
  expect(validDocument(subjectOf({ packages })).hasExtractedLicensingInfos).toEqual([
    {
      licenseId: expect.stringMatching(/^LicenseRef-/),
      name: "ours\\u000aand yours",
      extractedText: "ours\\u000aand yours",
    },
  ]);
});

test("what was not read is told", () => {
  const warnings = [
    { code: "malformed-file", message: "It is cut off.", path: "a.json", layer: 0 },
  ];
  const { comment, packages } = validDocument(subjectOf({ warnings }));
  expect(comment).toMatch(/^Incomplete: 1 thing was not read as it should be/);
  expect(packages[0]?.annotations?.map((annotation) => annotation.comment)).toContain(
    '{"warning":"It is cut off.","path":"a.json"}',
  );
});

test("a folder has neither digest nor distribution nor repository", () => {
  const { repository: _repository, inventory, ...rest } = subjectOf({ layers: [] });
  const { digest: _digest, platform: _platform, distribution: _none, ...folder } = inventory;
  const document = validDocument({ ...rest, name: "fs://root", inventory: folder });
  expect(document.packages[0]).toMatchObject({ name: "fs://root", primaryPackagePurpose: "FILE" });
  expect(document.packages[0]).not.toHaveProperty("externalRefs");
  expect(document.packages).toHaveLength(3);
});

describe("hostile text", () => {
  test.each([
    ["of control and direction characters", HOSTILE],
    ["of 4,000 characters", LONG],
  ])("%s gives a valid document without any", (_, text) => {
    const document = validDocument(hostileSubject(text));
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(JSON.stringify(document)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028\ud800]/);
    expect(document.packages).toHaveLength(4);
  });

  test("of any kind gives a valid document", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        fc.pre(/[^/]$/.test(text));
        validDocument(hostileSubject(text));
      }),
      { numRuns: 40 },
    );
  });
});

test("a large inventory is written whole, in little room", () => {
  const document = validDocument(largeSubject(20_000));
  expect(document.packages).toHaveLength(20_002);
  expect(document.hasExtractedLicensingInfos).toHaveLength(100);
});
