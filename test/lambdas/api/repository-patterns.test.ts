import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Integration } from "../../../core/integrations/port.ts";
import { registryHostOf } from "../../../core/integrations/registry-host.ts";
import { buildConnected, buildPending, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const PATH = "/v1/organizations/demo/repositories";
const NOW = "2026-05-01T12:00:00.000Z";
const REGISTRY = registryHostOf(CONNECTION.account, CONNECTION.region);
const SECOND = { ...CONNECTION, region: "eu-central-1" };
const SECOND_REGISTRY = registryHostOf(SECOND.account, SECOND.region);
const [FIRST_ID, SECOND_ID, PENDING_ID] = ["1", "2", "3"].map((digit) => digit.repeat(16)) as [
  string,
  string,
  string,
];

let api: ApiFixture;

/** Two registries with three repositories each, one of them chosen; and an integration without. */
beforeEach(async () => {
  api = await createApiFixture();
  const selected = { activation: "selected" } as const;
  keep(buildConnected({ integrationId: FIRST_ID, ...selected }));
  keep(buildConnected({ integrationId: SECOND_ID, connection: SECOND, ...selected }));
  keep(buildPending({ integrationId: PENDING_ID, ...selected }));
  for (const [integrationId, registry] of [
    [FIRST_ID, REGISTRY],
    [SECOND_ID, SECOND_REGISTRY],
  ] as const) {
    for (const repository of ["base", "team/app", "team/web"]) {
      const key = { organizationId: "demo", registry, repository };
      const activated = repository === "team/web";
      await api.repositories.ensure({ ...key, integrationId, activated, firstSeenAt: NOW });
    }
  }
});

function keep(integration: Integration & { readonly apiKey?: string }): void {
  const { apiKey: _, ...row } = integration;
  api.integrations.rows.set(row.integrationId, row);
}

async function change(...items: readonly object[]) {
  const request = { method: "PATCH", path: PATH, token: api.tokens.editor, body: { items } };
  const response = await api.call(request);
  return { status: response.statusCode, body: response.json() };
}

function patternsOf(integrationId: string): readonly string[] | undefined {
  return api.integrations.rows.get(integrationId)?.activationPatterns?.map((one) => one.pattern);
}

function chosen(): string[] {
  return [...api.repositories.rows.values()]
    .filter(({ activated }) => activated)
    .map(({ registry, repository }) => `${registry}/${repository}`);
}

const LISTING = {
  kind: "registry",
  organizationId: "demo",
  latest: true,
  pattern: "team/*",
  requestedAt: NOW,
};

describe("activating by a pattern", () => {
  test("holds for every registry, those that connect later, too", async () => {
    expect(await change({ pattern: "team/*", activated: true })).toEqual({
      status: 200,
      body: { items: [{ registry: null, name: "team/*", result: "done", activated: true }] },
    });
    for (const id of [FIRST_ID, SECOND_ID, PENDING_ID]) {
      expect(api.integrations.rows.get(id)?.activationPatterns).toEqual([
        { pattern: "team/*", since: NOW },
      ]);
    }
    expect(api.reconcile.messages).toEqual([
      { ...LISTING, integrationId: FIRST_ID },
      { ...LISTING, integrationId: SECOND_ID },
    ]);
  });

  test("of one registry leaves the others as they are", async () => {
    const item = { registry: SECOND_REGISTRY, pattern: "team/*", activated: true, latest: 5 };
    expect((await change(item)).body).toMatchObject({
      items: [{ registry: SECOND_REGISTRY, result: "done" }],
    });
    expect([FIRST_ID, SECOND_ID].map(patternsOf)).toEqual([undefined, ["team/*"]]);
    expect(api.reconcile.messages).toEqual([
      { ...LISTING, integrationId: SECOND_ID, latestCount: 5 },
    ]);
  });

  test("again asks for the latest images again, and keeps since when it holds", async () => {
    const since = "2026-01-01T00:00:00.000Z";
    const activationPatterns = [{ pattern: "team/*", since }];
    keep(buildConnected({ integrationId: FIRST_ID, activationPatterns, activation: "selected" }));
    await change({ registry: REGISTRY, pattern: "team/*", activated: true });
    expect(api.integrations.rows.get(FIRST_ID)).toMatchObject({ activationPatterns, version: 1 });
    expect(api.reconcile.messages).toHaveLength(1);
  });

  test("shows in the lists", async () => {
    await api.publish("demo", [], [...api.repositories.rows.values()]);
    await change({ registry: REGISTRY, pattern: "team/*", activated: true });
    const query = { activated: "true", registry: REGISTRY };
    const listed = await api.call({ path: PATH, query, token: api.tokens.member });
    const { items } = listed.json() as { items: { name: string; chosen: boolean }[] };
    expect(items.map(({ name, chosen: own }) => [name, own])).toEqual([
      ["team/app", false],
      ["team/web", true],
    ]);
    const path = `/v1/organizations/demo/integrations/${FIRST_ID}`;
    const integration = await api.call({ path, token: api.tokens.member });
    expect(integration.json()).toMatchObject({ activationPatterns: ["team/*"] });
  });

  test("is unknown for a registry that is not connected", async () => {
    const registry = registryHostOf("999999999999", "us-east-1");
    expect((await change({ registry, pattern: "*", activated: true })).body).toEqual({
      items: [{ registry, name: "*", result: "unknown", activated: false }],
    });
    expect(api.reconcile.messages).toEqual([]);
  });

  test("is refused where there are too many already", async () => {
    const activationPatterns = Array.from({ length: 50 }, (_, number) => {
      return { pattern: `p${number}*`, since: NOW };
    });
    keep(buildConnected({ integrationId: FIRST_ID, activationPatterns }));
    const item = { registry: REGISTRY, pattern: "team/*", activated: true };
    expect(await change(item)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("50 patterns") },
    });
    expect((await change({ ...item, pattern: "p7*" })).status).toBe(200);
  });
});

describe("deactivating by a pattern", () => {
  test("ends it, and what single repositories of these names were chosen for", async () => {
    await change({ pattern: "team/*", activated: true }, { pattern: "b*", activated: true });
    api.reconcile.messages.splice(0);
    const { body } = await change({ registry: REGISTRY, pattern: "team/*", activated: false });
    expect(body).toMatchObject({ items: [{ result: "done", activated: false }] });
    expect([FIRST_ID, SECOND_ID].map(patternsOf)).toEqual([["b*"], ["team/*", "b*"]]);
    expect(chosen()).toEqual([`${SECOND_REGISTRY}/team/web`]);
    expect(api.reconcile.messages).toEqual([]);
    await change({ pattern: "b*", activated: false }, { pattern: "team/*", activated: false });
    expect(patternsOf(SECOND_ID)).toBeUndefined();
  });

  test("purges what is stored of all of them where that is wanted", async () => {
    await change({ registry: REGISTRY, pattern: "team/*", activated: false, purge: true });
    const message = { kind: "purge", organizationId: "demo", registry: REGISTRY };
    const rest = { integrationId: FIRST_ID, requestedAt: NOW };
    expect(api.reconcile.messages).toEqual([
      { ...message, repository: "team/app", ...rest },
      { ...message, repository: "team/web", ...rest },
    ]);
    expect(chosen()).toEqual([`${SECOND_REGISTRY}/team/web`]);
  });

  test("does not count where all are activated, which the answer says", async () => {
    keep(buildConnected({ integrationId: FIRST_ID, activation: "all" }));
    const { body } = await change({ registry: REGISTRY, pattern: "*", activated: false });
    expect(body).toMatchObject({ items: [{ activated: true }] });
  });
});

describe("single repositories beside patterns", () => {
  test("are answered in the order in which they were named", async () => {
    const { body } = await change(
      { registry: REGISTRY, name: "base", activated: true, latest: 3 },
      { pattern: "x*", activated: true },
      { registry: REGISTRY, name: "nobody", activated: true },
      { registry: REGISTRY, name: "team/web", activated: false, purge: true },
    );
    expect(body).toMatchObject({
      items: [
        { name: "base", result: "done" },
        { name: "x*", result: "done" },
        { name: "nobody", result: "unknown" },
        { name: "team/web", result: "done", activated: false },
      ],
    });
    const key = { organizationId: "demo", registry: REGISTRY, integrationId: FIRST_ID };
    expect(api.reconcile.messages.slice(0, 2)).toEqual([
      { kind: "activated", ...key, repository: "base", latestCount: 3, requestedAt: NOW },
      { kind: "purge", ...key, repository: "team/web", requestedAt: NOW },
    ]);
  });

  test("stay activated by a pattern, which the answer says", async () => {
    await change({ registry: REGISTRY, pattern: "team/*", activated: true });
    const { body } = await change({ registry: REGISTRY, name: "team/web", activated: false });
    expect(body).toMatchObject({ items: [{ result: "done", activated: true }] });
  });

  test("know since when they are chosen", async () => {
    await change({ registry: REGISTRY, name: "base", activated: true });
    const key = { organizationId: "demo", registry: REGISTRY };
    const times = ["base", "team/web"].map(async (repository) => {
      await change({ registry: REGISTRY, name: repository, activated: true });
      return (await api.repositories.get({ ...key, repository }))?.activatedAt;
    });
    expect(await Promise.all(times)).toEqual([NOW, undefined]);
  });

  test.each([
    ["latest without activation", { name: "base", activated: false, latest: 2 }],
    ["too many of the latest", { name: "base", activated: true, latest: 101 }],
    ["a purge with activation", { name: "base", activated: true, purge: true }],
    ["name and pattern", { name: "base", pattern: "b*", activated: true }],
    ["neither name nor pattern", { activated: true }],
    ["a pattern that no name fits", { pattern: "Team/*", activated: true }],
  ])("are refused with %s", async (_, item) => {
    expect((await change({ registry: REGISTRY, ...item })).status).toBe(400);
    expect(api.reconcile.messages).toEqual([]);
  });
});
