import { beforeEach, describe, expect, test } from "@jest/globals";
import { registryHostOf } from "../../../core/integrations/registry-host.ts";
import { entryOf } from "../../adapters/sqlite/entries.ts";
import { CONNECTION } from "../../fixtures/memory-integrations.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const PATH = "/v1/organizations/demo";
const NOW = "2026-05-01T12:00:00.000Z";
const REGISTRY = registryHostOf(CONNECTION.account, CONNECTION.region);
const INTEGRATION = "0123456789abcdef";
const { image } = entryOf(1, []);

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
  const key = { organizationId: "demo", registry: REGISTRY, repository: "team/app" };
  const record = { ...key, integrationId: INTEGRATION, activated: true, firstSeenAt: NOW };
  await api.repositories.ensure(record);
  await api.publish("demo", [entryOf(1, [])]);
});

async function purge(path: string, query: Record<string, string> = {}) {
  const request = { method: "DELETE", path: `${PATH}${path}`, query, token: api.tokens.owner };
  const response = await api.call(request);
  return { status: response.statusCode, body: response.json() };
}

describe("what is stored of an image", () => {
  test("is purged, and the registry is left alone", async () => {
    expect(await purge(`/images/${image.imageId}`)).toEqual({
      status: 202,
      body: { imageId: image.imageId, requestedAt: NOW },
    });
    expect(api.reconcile.messages).toEqual([
      {
        kind: "purge",
        organizationId: "demo",
        integrationId: INTEGRATION,
        registry: image.registry,
        repository: image.repository,
        digest: image.digest,
        requestedAt: NOW,
      },
    ]);
  });

  test.each(["0".repeat(32), "nonsense"])("is not there: %s", async (imageId) => {
    expect(await purge(`/images/${imageId}`)).toMatchObject({
      status: 404,
      body: { type: "urn:ecr-scout:problem:image-not-found" },
    });
    expect(api.reconcile.messages).toEqual([]);
  });
});

describe("what is stored of a repository", () => {
  test("is purged, and the repository stays as activated as it was", async () => {
    const named = { registry: REGISTRY, name: "team/app" };
    expect(await purge("/repositories", named)).toEqual({
      status: 202,
      body: { ...named, requestedAt: NOW },
    });
    expect(api.audit.rows).toMatchObject([
      { entry: { operation: "deleteRepositories", target: named } },
    ]);
    const key = { organizationId: "demo", registry: REGISTRY, repository: "team/app" };
    expect(api.reconcile.messages).toEqual([
      { kind: "purge", ...key, integrationId: INTEGRATION, requestedAt: NOW },
    ]);
    expect(await api.repositories.get(key)).toMatchObject({ activated: true });
  });

  test.each([
    [404, { registry: REGISTRY, name: "team/none" }],
    [404, { registry: "another.example", name: "team/app" }],
    [400, { registry: REGISTRY }],
    [400, { registry: REGISTRY, name: "*" }],
  ])("answers %i for %j", async (status, query) => {
    expect((await purge("/repositories", query as Record<string, string>)).status).toBe(status);
    expect(api.reconcile.messages).toEqual([]);
  });

  test("is out of reach of another organization", async () => {
    const request = { method: "DELETE", path: "/v1/organizations/other/repositories" };
    const query = { registry: REGISTRY, name: "team/app" };
    const response = await api.call({ ...request, query, token: api.foreignToken });
    expect(response.statusCode).toBe(404);
  });
});
