import { beforeEach, describe, expect, test } from "@jest/globals";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import { registryHostOf } from "../../../core/integrations/registry-host.ts";
import { entryOf } from "../../adapters/sqlite/entries.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const PATH = "/v1/organizations/demo/repositories";
const NOW = "2026-05-01T12:00:00.000Z";
const REGISTRY = registryHostOf(CONNECTION.account, CONNECTION.region);
const SECOND = { ...CONNECTION, account: "333333333333", region: "eu-central-1" };
const SECOND_REGISTRY = registryHostOf(SECOND.account, SECOND.region);

let api: ApiFixture;

/** Two registries with a repository of the same name each; the first one's are all activated. */
beforeEach(async () => {
  api = await createApiFixture();
  const all = buildConnected({ integrationId: "1".repeat(16) });
  const selected = buildConnected({
    integrationId: "2".repeat(16),
    activation: "selected",
    connection: SECOND,
  });
  for (const { apiKey: _, ...row } of [all, selected]) {
    api.integrations.rows.set(row.integrationId, row);
  }
  for (const [registry, repository, integration] of [
    [REGISTRY, "team/app", all],
    [SECOND_REGISTRY, "team/app", selected],
    [SECOND_REGISTRY, "team/empty", selected],
  ] as const) {
    const { integrationId } = integration;
    const key = { organizationId: "demo", registry, repository };
    await api.repositories.ensure({ ...key, integrationId, activated: false, firstSeenAt: NOW });
  }
});

async function ask(request: Partial<TestRequest>) {
  const response = await api.call({ path: PATH, token: api.tokens.editor, ...request });
  return { status: response.statusCode, body: response.json() };
}

function choose(...items: readonly (readonly [registry: string, name: string, on: boolean])[]) {
  const body = {
    items: items.map(([registry, name, activated]) => ({ registry, name, activated })),
  };
  return ask({ method: "PATCH", body });
}

describe("choosing repositories", () => {
  test("has the latest image of each analysed, and tells the read model", async () => {
    expect(await choose([SECOND_REGISTRY, "team/app", true])).toEqual({
      status: 200,
      body: {
        items: [{ registry: SECOND_REGISTRY, name: "team/app", result: "done", activated: true }],
      },
    });
    const key = { organizationId: "demo", registry: SECOND_REGISTRY, repository: "team/app" };
    expect(await api.repositories.get(key)).toMatchObject({ activated: true });
    expect(api.reconcile.messages).toEqual([
      { kind: "activated", ...key, integrationId: "2".repeat(16), requestedAt: NOW },
    ]);
    expect(api.changes.messages).toEqual([{ kind: "repository-record", ...key }]);
  });

  test("that was done before is done again, so that a retry is safe", async () => {
    await choose([SECOND_REGISTRY, "team/app", true]);
    await choose([SECOND_REGISTRY, "team/app", true]);
    expect(api.reconcile.messages).toHaveLength(2);
  });

  test("no more leaves what was analysed, and asks for nothing", async () => {
    await choose([SECOND_REGISTRY, "team/app", true]);
    api.reconcile.messages.splice(0);
    const { body } = await choose([SECOND_REGISTRY, "team/app", false]);
    expect(body).toMatchObject({ items: [{ result: "done", activated: false }] });
    expect(api.reconcile.messages).toEqual([]);
  });

  test("no more does not count where all are activated, which the answer says", async () => {
    const { body } = await choose([REGISTRY, "team/app", false]);
    expect(body).toMatchObject({ items: [{ result: "done", activated: true }] });
  });

  test("changes many at once, and names those that are unknown", async () => {
    const removed = buildConnected({ integrationId: "3".repeat(16), removedAt: NOW });
    api.integrations.rows.set(removed.integrationId, removed);
    const key = { organizationId: "demo", registry: REGISTRY, repository: "left/behind" };
    const { integrationId } = removed;
    await api.repositories.ensure({ ...key, integrationId, activated: false, firstSeenAt: NOW });
    const { body } = await choose(
      [SECOND_REGISTRY, "team/app", true],
      [SECOND_REGISTRY, "team/none", true],
      [REGISTRY, "left/behind", true],
      [SECOND_REGISTRY, "team/empty", true],
    );
    expect(body).toMatchObject({
      items: [
        { name: "team/app", result: "done" },
        { name: "team/none", result: "unknown", activated: false },
        { name: "left/behind", result: "unknown", activated: false },
        { name: "team/empty", result: "done" },
      ],
    });
    expect(api.reconcile.messages).toHaveLength(2);
  });

  test("takes 500 of the longest names", async () => {
    const items = Array.from({ length: 500 }, (_, number) => {
      const name = `${"n".repeat(250)}-${number}`;
      return [SECOND_REGISTRY, name, true] as const;
    });
    const { status, body } = await choose(...items);
    expect(status).toBe(200);
    expect((body as { items: unknown[] }).items).toHaveLength(500);
    const one = ["x", "y", true] as const;
    expect((await choose(...items, one)).status).toBe(400);
  });

  test.each([
    ["none", { items: [] }],
    ["one twice", { items: Array(2).fill({ registry: REGISTRY, name: "a", activated: true }) }],
    ["a wildcard", { items: [{ registry: REGISTRY, name: "*", activated: true }] }],
    ["nothing to do", { items: [{ registry: REGISTRY, name: "a" }] }],
    ["limits of a pattern", { items: [{ pattern: "a*", retention: { keepLatest: 1 } }] }],
    ["limits that are none", { items: [{ registry: REGISTRY, name: "a", retention: {} }] }],
    [
      "latest images without activating",
      { items: [{ registry: REGISTRY, name: "a", retention: null, latest: 2 }] },
    ],
    [
      "a purge without deactivating",
      { items: [{ registry: REGISTRY, name: "a", retention: null, purge: true }] },
    ],
  ])("refuses %s", async (_, body) => {
    expect((await ask({ method: "PATCH", body })).status).toBe(400);
  });

  test("sets how long what is stored of one is kept, and takes that back", async () => {
    const named = { registry: SECOND_REGISTRY, name: "team/app" };
    const key = { organizationId: "demo", registry: SECOND_REGISTRY, repository: "team/app" };
    const keep = (item: object) =>
      ask({ method: "PATCH", body: { items: [{ ...named, ...item }] } });
    const retention = { keepLatest: 5, maxAgeDays: 30 };
    expect((await keep({ retention })).body).toEqual({
      items: [{ ...named, result: "done", activated: false, retention }],
    });
    expect(await api.repositories.get(key)).toMatchObject({ activated: false, retention });
    expect(api.reconcile.messages.splice(0)).toEqual([
      { kind: "repository", ...key, integrationId: "2".repeat(16), requestedAt: NOW },
    ]);
    expect((await keep({ activated: true, retention: null })).body).toEqual({
      items: [{ ...named, result: "done", activated: true, retention: null }],
    });
    expect(await api.repositories.get(key)).not.toHaveProperty("retention");
    expect(api.reconcile.messages.map(({ kind }) => kind)).toEqual(["activated", "repository"]);
  });

  test("of another organization does not reach them", async () => {
    const path = "/v1/organizations/other/repositories";
    const item = { registry: SECOND_REGISTRY, name: "team/app", activated: true };
    const request = { method: "PATCH", path, token: api.foreignToken, body: { items: [item] } };
    expect((await ask(request)).body).toMatchObject({ items: [{ result: "unknown" }] });
    expect(api.reconcile.messages).toEqual([]);
  });
});

describe("the list of repositories", () => {
  const names = async (query: Record<string, string>) => {
    const { body } = await ask({ query, token: api.tokens.member });
    const { items } = body as { items: { registry: string; name: string }[] };
    return items.map(({ registry, name }) => `${registry.slice(0, 3)} ${name}`);
  };

  beforeEach(async () => {
    const image = entryOf(1, [], [], { registry: REGISTRY });
    const records = [...api.repositories.rows.values()];
    await api.publish("demo", [{ ...image, integrationId: "1".repeat(16) }], records);
  });

  test("has those without images, too", async () => {
    expect((await ask({ token: api.tokens.member })).body).toMatchObject({
      items: [
        { registry: REGISTRY, name: "team/app", activated: true, chosen: false, imageCount: 1 },
        { registry: SECOND_REGISTRY, name: "team/app", activated: false, imageCount: 0 },
        { registry: SECOND_REGISTRY, name: "team/empty", activated: false, latest: null },
      ],
      nextCursor: null,
      asOf: NOW,
    });
  });

  test.each([
    [{ registry: SECOND_REGISTRY }, ["333 team/app", "333 team/empty"]],
    [{ integrationId: "1".repeat(16) }, ["222 team/app"]],
    [{ name: "team/e" }, ["333 team/empty"]],
    [{ activated: "true" }, ["222 team/app"]],
    [{ activated: "false", name: "team/a" }, ["333 team/app"]],
    [{ order: "name", limit: "1" }, ["222 team/app"]],
  ])("is filtered by %j", async (query, expected) => {
    expect(await names(query as Record<string, string>)).toEqual(expected);
  });

  test("follows the activation of an integration at once", async () => {
    const row = api.integrations.rows.get("2".repeat(16));
    if (row) api.integrations.rows.set(row.integrationId, { ...row, activation: "all" });
    expect(await names({ activated: "false" })).toEqual([]);
  });

  test("takes no other order, nor an unknown filter", () => {
    expect(RepositoriesQuery.safeParse({ order: "-name" }).success).toBe(false);
    expect(RepositoriesQuery.safeParse({ activated: "yes" }).success).toBe(false);
  });
});
