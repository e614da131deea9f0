import { beforeAll, describe, expect, test } from "@jest/globals";
import { matchRoute } from "../../../lambdas/api/match-route.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { entryOf, findingOf, npmPackage } from "../../adapters/sqlite/entries.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const ORGANIZATION = "/v1/organizations/demo";
const lodash = npmPackage("lodash", "4.17.20");
const entry = entryOf(1, [lodash], [findingOf(lodash, "CVE-2021-23337")]);
const withLayers = {
  ...entryOf(2, [lodash]),
  inventory: {
    schemaVersion: 1 as const,
    analyzerVersion: "1",
    size: 10,
    config: { user: "app" },
    layers: [
      {
        digest: `sha256:${"a".repeat(64)}`,
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
        size: 10,
        createdBy: "COPY . /app",
        packageCount: 1,
      },
    ],
    packages: [lodash],
    warnings: [{ code: "malformed-file", message: "It is cut off.", path: "a.json", layer: 0 }],
  },
};
const queued = {
  ...entryOf(3, [], [], { state: "queued", vulnerabilities: null, assessed: null }),
  inventory: undefined,
  findings: undefined,
};
const IMAGE = `${ORGANIZATION}/images/${withLayers.image.imageId}`;

let api: ApiFixture;

beforeAll(async () => {
  api = await createApiFixture();
  await api.publish("demo", [entry, withLayers, queued]);
});

async function ask(request: TestRequest) {
  const response = await api.call({ token: api.tokens.owner, ...request });
  return { status: response.statusCode, body: response.json() };
}

describe("reading", () => {
  test("/v1/me tells who and where, as far as the token reaches", async () => {
    expect(await ask({ path: "/v1/me", token: api.tokens.editor })).toEqual({
      status: 200,
      body: {
        issuer: "ecr-scout",
        subject: "demo/editor",
        name: "editor",
        organizations: [{ organizationId: "demo", name: "demo", role: "editor" }],
      },
    });
  });

  test("lists have items, a cursor that leads on, and the time that they are of", async () => {
    const path = `${ORGANIZATION}/images`;
    const first = await ask({ path, query: { limit: "2" } });
    expect(first.body).toMatchObject({
      items: [{ imageId: queued.image.imageId }, withLayers.image],
      nextCursor: expect.any(String),
      asOf: "2026-05-01T12:00:00.000Z",
    });
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await ask({ path, query: { limit: "2", cursor: nextCursor } });
    expect(second.body).toMatchObject({ items: [entry.image], nextCursor: null });
  });

  test("an organization without images has empty lists", async () => {
    const path = "/v1/organizations/other/images";
    expect((await ask({ path, token: api.foreignToken })).body).toEqual({
      items: [],
      nextCursor: null,
      asOf: null,
    });
  });

  test.each([
    [`${ORGANIZATION}/images/${entry.image.imageId}`, entry.image],
    [`${IMAGE}/packages`, { items: [{ name: "lodash" }], nextCursor: null }],
    [
      `${ORGANIZATION}/images/${entry.image.imageId}/vulnerabilities`,
      { items: [{ id: "CVE-2021-23337", packageName: "lodash", fixedVersion: undefined }] },
    ],
    [`${IMAGE}/sbom`, withLayers.inventory],
    [`${IMAGE}/layers`, { items: withLayers.inventory.layers }],
    [
      `${IMAGE}/history`,
      {
        config: { user: "app" },
        items: [{ layer: 0, digest: `sha256:${"a".repeat(64)}`, createdBy: "COPY . /app" }],
        warnings: withLayers.inventory.warnings,
      },
    ],
    [`${ORGANIZATION}/vulnerabilities`, { items: [{ id: "CVE-2021-23337", imageCount: 1 }] }],
    [`${ORGANIZATION}/packages`, { items: [{ name: "lodash", imageCount: 2 }] }],
    [
      `${ORGANIZATION}/repositories`,
      { items: [{ name: "team/app", imageCount: 3, activated: false }] },
    ],
    [`${ORGANIZATION}/integrations`, { items: [], nextCursor: null }],
  ])("GET %s", async (path, expected) => {
    const { status, body } = await ask({ path });
    expect(status).toBe(200);
    expect(body).toMatchObject(JSON.parse(JSON.stringify(expected)) as object);
    const { response } = matchRoute(routes, "GET", path).route;
    expect(response.parse(body)).toEqual(body);
  });

  test("an image that was not analysed has no bill of materials yet", async () => {
    const path = `${ORGANIZATION}/images/${queued.image.imageId}/sbom`;
    const { status, body } = await ask({ path });
    expect(status).toBe(404);
    expect(body).toMatchObject({
      type: "urn:ecr-scout:problem:not-analyzed",
      detail: expect.stringContaining("it is queued"),
    });
  });
});

describe("asking for an analysis", () => {
  test("sends a request for the image", async () => {
    const request = { method: "POST", path: `${IMAGE}/retry`, token: api.tokens.editor };
    expect(await ask(request)).toEqual({
      status: 202,
      body: { imageId: withLayers.image.imageId, requestedAt: "2026-05-01T12:00:00.000Z" },
    });
    expect(api.requests).toEqual([
      {
        organizationId: "demo",
        integrationId: "0123456789abcdef",
        registry: withLayers.image.registry,
        repository: "team/app",
        digest: withLayers.image.digest,
        cause: "retry",
        requestedAt: "2026-05-01T12:00:00.000Z",
      },
    ]);
  });
});
