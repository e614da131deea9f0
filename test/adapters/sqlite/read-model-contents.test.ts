import { describe, expect, test } from "@jest/globals";
import {
  ImagePackagesQuery,
  ImageVulnerabilitiesQuery,
} from "../../../core/contract/api-images.ts";
import { PackagesQuery, VulnerabilitiesQuery } from "../../../core/contract/api-organization.ts";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import { digestOf, entryOf, findingOf, npmPackage } from "./entries.ts";
import { openDraft } from "./open-draft.ts";

const zlib = npmPackage("zlib", "1.2.0", 0, {
  type: "deb",
  ecosystem: "dpkg",
  namespace: "debian",
  purl: "pkg:deb/debian/zlib@1.2.0",
  architecture: "amd64",
  sourceName: "zlib-src",
  sourceVersion: "1.2.0-1",
  licenses: ["Zlib"],
});
const slf4j = npmPackage("slf4j-api", "2.0.0", 1, {
  type: "maven",
  ecosystem: "maven",
  namespace: "org.slf4j",
  purl: "pkg:maven/org.slf4j/slf4j-api@2.0.0",
});
const left = npmPackage("Left-Pad", "1.0.0", 1);
const entry = entryOf(
  1,
  [left, slf4j, zlib],
  [
    findingOf(left, "CVE-2024-2", "low"),
    findingOf(slf4j, "CVE-2024-1", "critical", { fixedVersion: "2.0.9" }),
    findingOf(zlib, "CVE-2024-1", "high", { cvss: { version: "3.1", vector: "AV:N", score: 7 } }),
    findingOf(zlib, "GHSA-zzzz", "unspecified", { status: "unknown" }),
  ],
);
const { imageId } = entry.image;
const { model } = openDraft(
  entry,
  entryOf(2, [zlib], [findingOf(zlib, "CVE-2024-1", "high")], { repository: "team/zlib" }),
);

describe("an image's packages", () => {
  test.each([
    [{}, ["Left-Pad", "org.slf4j:slf4j-api", "zlib"]],
    [{ type: "maven" }, ["org.slf4j:slf4j-api"]],
    [{ name: "left" }, ["Left-Pad"]],
    [{ name: "SLF4J" }, ["org.slf4j:slf4j-api"]],
    [{ name: "org.slf4j:slf" }, ["org.slf4j:slf4j-api"]],
    [{ name: "eft" }, []],
  ])("%j gives %j", (query, expected) => {
    const page = model.imagePackages(imageId, ImagePackagesQuery.parse(query));
    expect(page?.items.map((one) => one.name)).toEqual(expected);
  });

  test("come with all that the inventory says of them", () => {
    const page = model.imagePackages(imageId, ImagePackagesQuery.parse({ name: "zlib" }));
    expect(page?.items).toEqual([
      {
        purl: "pkg:deb/debian/zlib@1.2.0",
        type: "deb",
        ecosystem: "dpkg",
        name: "zlib",
        version: "1.2.0",
        architecture: "amd64",
        sourceName: "zlib-src",
        sourceVersion: "1.2.0-1",
        licenses: ["Zlib"],
        locations: [{ path: "app/node_modules/zlib/package.json", layer: 0 }],
      },
    ]);
  });

  test("are paged", () => {
    const first = model.imagePackages(imageId, ImagePackagesQuery.parse({ limit: 2 }));
    const second = model.imagePackages(
      imageId,
      ImagePackagesQuery.parse({ limit: 2, cursor: first?.nextCursor }),
    );
    expect([...(first?.items ?? []), ...(second?.items ?? [])].map((one) => one.name)).toEqual([
      "Left-Pad",
      "org.slf4j:slf4j-api",
      "zlib",
    ]);
    expect(second?.nextCursor).toBeNull();
  });

  test("of an unknown image are undefined", () => {
    expect(model.imagePackages("00".repeat(16), ImagePackagesQuery.parse({}))).toBeUndefined();
  });
});

describe("an image's vulnerabilities", () => {
  test.each([
    [
      {},
      [
        "CVE-2024-1 org.slf4j:slf4j-api",
        "CVE-2024-1 zlib",
        "CVE-2024-2 Left-Pad",
        "GHSA-zzzz zlib",
      ],
    ],
    [{ severity: "high" }, ["CVE-2024-1 zlib"]],
    [{ fixable: "true" }, ["CVE-2024-1 org.slf4j:slf4j-api"]],
    [{ fixable: "false", severity: "low" }, ["CVE-2024-2 Left-Pad"]],
    [{ package: zlib.purl }, ["CVE-2024-1 zlib", "GHSA-zzzz zlib"]],
  ])("%j gives %j", (query, expected) => {
    const page = model.imageVulnerabilities(imageId, ImageVulnerabilitiesQuery.parse(query));
    expect(page?.items.map((one) => `${one.id} ${one.packageName}`)).toEqual(expected);
  });

  test("come with all that the report says of them", () => {
    const query = ImageVulnerabilitiesQuery.parse({ severity: "high" });
    expect(model.imageVulnerabilities(imageId, query)?.items).toEqual([
      {
        ...findingOf(zlib, "CVE-2024-1", "high", {
          cvss: { version: "3.1", vector: "AV:N", score: 7 },
        }),
        packageName: "zlib",
        packageVersion: "1.2.0",
        layer: 0,
      },
    ]);
  });

  test("are paged one by one in the same order", () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = ImageVulnerabilitiesQuery.parse({ limit: 1, ...(cursor && { cursor }) });
      const page = model.imageVulnerabilities(imageId, query);
      seen.push(...(page?.items ?? []).map((one) => one.severity));
      cursor = page?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["critical", "high", "low", "unspecified"]);
  });
});

describe("an organization's lists", () => {
  test.each([
    [{}, ["CVE-2024-1", "CVE-2024-2", "GHSA-zzzz"]],
    [{ order: "id" }, ["CVE-2024-1", "CVE-2024-2", "GHSA-zzzz"]],
    [{ order: "-imageCount", limit: "1" }, ["CVE-2024-1"]],
    [{ severity: "low" }, ["CVE-2024-2"]],
    [{ id: "cve-" }, ["CVE-2024-1", "CVE-2024-2"]],
  ])("vulnerabilities %j are %j", (query, expected) => {
    const page = model.vulnerabilities(VulnerabilitiesQuery.parse(query));
    expect(page.items.map((one) => one.id)).toEqual(expected);
  });

  test("a vulnerability tells its worst severity, its packages and its images", () => {
    const page = model.vulnerabilities(VulnerabilitiesQuery.parse({ limit: 1 }));
    expect(page.items).toEqual([
      {
        id: "CVE-2024-1",
        cvss: 7,
        firstSeenAt: "2026-01-01T00:01:00.000Z",
        fixable: true,
        severity: "critical",
        advisoryIds: ["GHSA-CVE-2024-1"],
        summary: "About CVE-2024-1",
        publishedAt: null,
        imageCount: 2,
        packageCount: 2,
        packages: [
          { purl: zlib.purl, name: "zlib", version: "1.2.0", fixedVersion: null },
          {
            purl: slf4j.purl,
            name: "org.slf4j:slf4j-api",
            version: "2.0.0",
            fixedVersion: "2.0.9",
          },
        ],
      },
    ]);
  });

  test.each([
    [{}, ["Left-Pad", "org.slf4j:slf4j-api", "zlib"]],
    [{ order: "-imageCount", limit: "1" }, ["zlib"]],
    [{ name: "slf4j" }, ["org.slf4j:slf4j-api"]],
    [{ type: "deb" }, ["zlib"]],
  ])("packages %j are %j", (query, expected) => {
    const page = model.packages(PackagesQuery.parse(query));
    expect(page.items.map((one) => one.name)).toEqual(expected);
  });

  test("repositories tell their last image", () => {
    const page = model.repositories(RepositoriesQuery.parse({ name: "team/z" }), []);
    expect(page.items).toEqual([
      {
        registry: entry.image.registry,
        name: "team/zlib",
        integrationId: "i1",
        activated: false,
        chosen: false,
        retention: null,
        imageCount: 1,
        latest: {
          imageId: model.images({ repository: "team/zlib", order: "-pushedAt", limit: 1 }).items[0]
            ?.imageId,
          digest: digestOf(2),
          platform: "linux/amd64",
          state: "analyzed",
          tags: ["v2"],
          pushedAt: "2026-01-01T00:02:00.000Z",
          vulnerabilities: { critical: 0, high: 1, medium: 0, low: 0, unspecified: 0 },
        },
      },
    ]);
  });
});
