import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toCycloneDx } from "../../../core/formats/cyclonedx.ts";
import type { SbomSubject } from "../../../core/formats/sbom-subject.ts";
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

const validator = new JsonStrictValidator(Version.v1dot6);

/** The document as it is written, after the official schema has had its say. */
async function validDocument(subject: SbomSubject) {
  const text = JSON.stringify(toCycloneDx(subject));
  expect(await validator.validate(text)).toBeNull();
  return JSON.parse(text) as ReturnType<typeof toCycloneDx>;
}

test("an image", async () => {
  const document = await validDocument(subjectOf());
  expect(document).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: expect.stringMatching(/^urn:uuid:/),
    metadata: {
      timestamp: "2026-11-21T10:01:02.345Z",
      lifecycles: [{ phase: "post-build" }],
      tools: { components: [{ type: "application", name: "ecr-scout-analyzer", version: "1" }] },
      component: {
        type: "container",
        "bom-ref": IMAGE_PURL,
        name: "registry.example/team/app",
        version: DIGEST,
        purl: IMAGE_PURL,
        hashes: [{ alg: "SHA-256", content: "d".repeat(64) }],
        properties: [
          { name: "ecr-scout:image:platform", value: "linux/amd64" },
          { name: "ecr-scout:image:size", value: "3000" },
          { name: "ecr-scout:image:tag", value: "1.0" },
          { name: "ecr-scout:layer:digest", value: LAYERS[0] },
          { name: "ecr-scout:layer:digest", value: LAYERS[1] },
        ],
      },
    },
    compositions: [{ aggregate: "unknown", assemblies: [IMAGE_PURL] }],
  });
});

test("its components: distribution and packages, with their evidence", async () => {
  const { components } = await validDocument(subjectOf());
  expect(components).toEqual([
    {
      type: "operating-system",
      "bom-ref": "distribution",
      name: "debian",
      version: "12",
      description: "Debian GNU/Linux 12 (bookworm)",
    },
    {
      type: "library",
      "bom-ref": "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl",
      purl: "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl",
      name: "libssl3",
      version: "3.0.11-1",
      properties: [
        { name: "ecr-scout:layer:index", value: "0" },
        { name: "ecr-scout:layer:digest", value: LAYERS[0] },
        { name: "ecr-scout:source:name", value: "openssl" },
      ],
      evidence: {
        occurrences: [{ location: "var/lib/dpkg/status", additionalContext: "layer 0" }],
      },
    },
    {
      type: "library",
      "bom-ref": "pkg:npm/lodash@4.17.21",
      purl: "pkg:npm/lodash@4.17.21",
      name: "lodash",
      version: "4.17.21",
      licenses: [{ license: { id: "MIT", acknowledgement: "declared" } }],
      properties: [
        { name: "ecr-scout:layer:index", value: "1" },
        { name: "ecr-scout:layer:digest", value: LAYERS[1] },
      ],
      evidence: {
        occurrences: [
          { location: "app/node_modules/lodash/package.json", additionalContext: "layer 1" },
        ],
      },
    },
  ]);
});

test("the distribution holds its packages, the image the others; nothing is said of the rest", async () => {
  const { dependencies } = await validDocument(subjectOf());
  expect(dependencies).toEqual([
    { ref: IMAGE_PURL, dependsOn: ["distribution", "pkg:npm/lodash@4.17.21"] },
    {
      ref: "distribution",
      dependsOn: ["pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl"],
    },
  ]);
});

test.each<[string, readonly string[], unknown]>([
  ["an identifier", ["mit"], [{ license: { id: "MIT", acknowledgement: "declared" } }]],
  [
    "one expression",
    ["MIT OR apache-2.0"],
    [{ expression: "MIT OR Apache-2.0", acknowledgement: "declared" }],
  ],
  ["a name", ["BSD"], [{ license: { name: "BSD", acknowledgement: "declared" } }]],
  [
    "several",
    ["MIT", "ISC OR 0BSD", "ours"],
    [
      { license: { id: "MIT", acknowledgement: "declared" } },
      { license: { name: "ISC OR 0BSD", acknowledgement: "declared" } },
      { license: { name: "ours", acknowledgement: "declared" } },
    ],
  ],
])("licences: %s", async (_, licenses, expected) => {
  const subject = subjectOf({ packages: [packageOf({ licenses: [...licenses] })] });
  const { components } = await validDocument(subject);
  expect(components[1]?.licenses).toEqual(expected);
});

test("a scope is a group", async () => {
  const scoped = packageOf({ namespace: "@babel", name: "core", purl: "pkg:npm/%40babel/core@1" });
  const { components } = await validDocument(subjectOf({ packages: [scoped] }));
  expect(components[1]).toMatchObject({ group: "@babel", name: "core" });
});

test("what was not read is told", async () => {
  const warnings = [
    { code: "malformed-file", message: "It is cut off.", path: "a.json", layer: 0 },
  ];
  const { metadata, compositions } = await validDocument(subjectOf({ warnings }));
  expect(compositions[0]?.aggregate).toBe("incomplete");
  expect(metadata?.component?.properties).toContainEqual({
    name: "ecr-scout:warning",
    value: "a.json: It is cut off.",
  });
});

test("a folder has neither digest nor layers nor repository", async () => {
  const { repository: _repository, inventory, ...rest } = subjectOf({ layers: [] });
  const { digest: _digest, platform: _platform, distribution: _none, ...folder } = inventory;
  const document = await validDocument({ ...rest, name: "fs://root", inventory: folder });
  expect(document.metadata?.component).toEqual({
    type: "file",
    "bom-ref": "image",
    name: "fs://root",
    properties: [{ name: "ecr-scout:image:size", value: "3000" }],
  });
  expect(document.components[1]).not.toHaveProperty("properties");
  expect(document.dependencies?.map(({ ref }) => ref)).toEqual(["image"]);
});

test("nothing found is a valid document", async () => {
  const { components, dependencies } = await validDocument(subjectOf({ packages: [] }));
  expect(components).toHaveLength(1);
  expect(dependencies).toEqual([{ ref: IMAGE_PURL, dependsOn: ["distribution"] }]);
});

describe("hostile text", () => {
  test.each([
    ["of control and direction characters", HOSTILE],
    ["of 4,000 characters", LONG],
  ])("%s gives a valid document without any", async (_, text) => {
    const document = await validDocument(hostileSubject(text));
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(JSON.stringify(document)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028\ud800]/);
    expect(document.components).toHaveLength(3);
  });

  test("of any kind gives a valid document", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (text) => {
        fc.pre(/[^/]$/.test(text));
        await validDocument(hostileSubject(text));
      }),
      { numRuns: 20 },
    );
  });
});

test("a large inventory is written whole", () => {
  const document = toCycloneDx(largeSubject(20_000));
  expect(document.components).toHaveLength(20_001);
  expect(document.dependencies?.[0]?.dependsOn).toHaveLength(20_001);
});
