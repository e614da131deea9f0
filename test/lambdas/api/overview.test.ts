import { beforeAll, describe, expect, test } from "@jest/globals";
import { entryOf, findingOf, npmPackage } from "../../adapters/sqlite/entries.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const ORGANIZATION = "/v1/organizations/demo";
const lodash = npmPackage("lodash", "4.17.20", 0, { licenses: ["MIT"] });
const scoped = npmPackage("@babel/core", "7.0.0", 1);
const newer = npmPackage("@babel/core", "7.1.0", 1);
const cvss = { version: "3.1", vector: "CVSS:3.1/AV:N", score: 9.8 };
const critical = findingOf(lodash, "CVE-2026-1", "critical", {
  cvss,
  fixedVersion: "4.17.21",
  publishedAt: "2026-04-28T00:00:00Z",
});
const old = findingOf(scoped, "CVE-2020-2", "critical", { publishedAt: "2020-01-01T00:00:00Z" });
const entries = [
  entryOf(1, [lodash, scoped], [critical, old], { repository: "team/bad" }),
  entryOf(2, [newer], [], { repository: "team/good" }),
  entryOf(3, [], [], { repository: "team/failed", state: "failed", vulnerabilities: null }),
  entryOf(4, [newer], [], {
    repository: "team/unknown",
    tags: ["edge"],
    assessed: [{ ecosystem: "npm", coverage: "not-assessed", packageCount: 1, reason: "None." }],
  }),
];

let api: ApiFixture;

beforeAll(async () => {
  api = await createApiFixture();
  await api.publish("demo", entries);
});

async function get(path: string, query: Record<string, string> = {}) {
  const response = await api.call({
    path: `${ORGANIZATION}${path}`,
    query,
    token: api.tokens.member,
  });
  return response.json() as { items: Record<string, unknown>[] } & Record<string, unknown>;
}

describe("the overview", () => {
  test("counts, and names what needs attention", async () => {
    await api.integrations.create({
      integrationId: "0123456789abcdef",
      organizationId: "demo",
      version: 1,
      status: "error",
      statusReason: "The role is gone.",
      externalId: "x",
      setupToken: "0123456789abcdef.secret",
      keyHashes: [],
      activation: "all",
      createdAt: "2026-04-01T00:00:00.000Z",
    });
    await api.activity.reconciled("0123456789abcdef", new Date(), 3);
    const body = await get("/overview");
    expect(body).toMatchObject({
      since: "2026-04-24T12:00:00.000Z",
      totals: { images: 4, repositories: 4, packages: 3, vulnerabilities: { critical: 2 } },
      newCritical: { count: 1, items: [{ id: "CVE-2026-1", cvss: 9.8 }] },
      failed: { count: 1, items: [{ repository: "team/failed" }] },
      unassessed: { count: 1, items: [{ repository: "team/unknown" }] },
      failing: { count: 1, items: [{ statusReason: "The role is gone." }] },
      waiting: { count: 0, items: [] },
      missedEvents: { count: 1, items: [{ missedEvents: 3 }] },
    });
    expect(JSON.stringify(body)).not.toContain("secret");
    const all = await get("/overview", { since: "2019-01-01T00:00:00Z" });
    expect(all).toMatchObject({ newCritical: { count: 2 } });
  });

  test("the trend ends today", async () => {
    const vulnerabilities = { critical: 2, high: 0, medium: 0, low: 0, unspecified: 0 };
    const asOf = "2026-04-30T10:00:00.000Z";
    api.trend.push({ day: "2026-04-30", images: 4, vulnerabilities, asOf });
    expect((await get("/trend", { days: "7" })).items).toEqual([
      { day: "2026-04-30", images: 4, vulnerabilities },
      { day: "2026-05-01", images: 4, vulnerabilities },
    ]);
  });
});

describe("one vulnerability, one package", () => {
  test("a vulnerability tells its advisories and packages", async () => {
    expect(await get("/vulnerabilities/CVE-2026-1")).toMatchObject({
      id: "CVE-2026-1",
      cvss: 9.8,
      fixable: true,
      firstSeenAt: "2026-04-28T00:00:00.000Z",
      advisories: [{ advisoryId: "GHSA-CVE-2026-1", cvss }],
      packages: [{ name: "lodash", affectedRange: "<9", fixedVersion: "4.17.21", imageCount: 1 }],
    });
    expect(await get("/vulnerabilities/CVE-1999-1")).toMatchObject({ status: 404 });
  });

  test("a package tells its versions, whose names may hold slashes", async () => {
    expect(await get("/package", { type: "npm", name: "@Babel/core" })).toMatchObject({
      name: "@babel/core",
      imageCount: 3,
      versionCount: 2,
      versions: [
        { version: "7.1.0", imageCount: 2, vulnerabilities: { critical: 0 } },
        { version: "7.0.0", imageCount: 1, vulnerabilities: { critical: 1 } },
      ],
      vulnerabilities: [{ id: "CVE-2020-2", severity: "critical", versionCount: 1 }],
    });
    expect(await get("/package", { type: "npm", name: "nothing" })).toMatchObject({ status: 404 });
  });
});

describe("filters and orders of lists", () => {
  test.each([
    ["/vulnerabilities", { fixable: "true" }, "id", ["CVE-2026-1"]],
    ["/vulnerabilities", { fixable: "false" }, "id", ["CVE-2020-2"]],
    ["/vulnerabilities", { package: "babel" }, "id", []],
    ["/vulnerabilities", { package: "@babel" }, "id", ["CVE-2020-2"]],
    ["/vulnerabilities", { order: "-cvss" }, "id", ["CVE-2026-1", "CVE-2020-2"]],
    ["/vulnerabilities", { order: "-firstSeenAt" }, "id", ["CVE-2026-1", "CVE-2020-2"]],
    ["/vulnerabilities", { since: "2026-04-01T00:00:00Z" }, "id", ["CVE-2026-1"]],
    ["/packages", { license: "MIT" }, "name", ["lodash"]],
    ["/packages", { vulnerability: "CVE-2020-2" }, "name", ["@babel/core"]],
    ["/images", { text: "team/g" }, "repository", ["team/good"]],
    ["/images", { text: "edge" }, "repository", ["team/unknown"]],
    ["/images", { unassessed: "true" }, "repository", ["team/unknown"]],
    [
      "/repositories",
      { order: "-vulnerabilities", limit: "2" },
      "name",
      ["team/bad", "team/unknown"],
    ],
    ["/repositories", { order: "-pushedAt", limit: "1" }, "name", ["team/unknown"]],
  ])("%s %j", async (path, query, field, expected) => {
    const { items } = await get(path, query);
    expect(items.map((item) => item[field])).toEqual(expected);
  });

  test.each([
    ["packages", { layer: "1" }, "name", ["@babel/core"]],
    ["vulnerabilities", { layer: "0" }, "id", ["CVE-2026-1"]],
    ["vulnerabilities", { package: "LOD" }, "id", ["CVE-2026-1"]],
    ["vulnerabilities", { order: "package" }, "id", ["CVE-2020-2", "CVE-2026-1"]],
  ])("an image's %s %j", async (list, query, field, expected) => {
    const imageId = entries[0]?.image.imageId ?? "";
    const { items } = await get(`/images/${imageId}/${list}`, query);
    expect(items.map((item) => item[field])).toEqual(expected);
  });
});
