import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Integration } from "../../../core/integrations/port.ts";
import { NOTHING_PURGED, type RemovalReport } from "../../../core/integrations/removal-port.ts";
import { matchRoute } from "../../../lambdas/api/match-route.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { buildConnected, buildPending, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const PATH = "/v1/organizations/demo/integrations";
const NOW = "2026-05-01T12:00:00.000Z";

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
});

/** As the owner, unless told otherwise. The answer fits its schema. */
async function ask(request: TestRequest) {
  const response = await api.call({ token: api.tokens.owner, ...request });
  const body = response.json();
  if (response.statusCode < 300) {
    const { route } = matchRoute(routes, request.method ?? "GET", request.path);
    expect(route.response.parse(body)).toEqual(body);
  }
  return { status: response.statusCode, body: body as Record<string, unknown> };
}

/** Stores an integration. */
function stored(integration: Integration & { readonly apiKey?: string }): Integration {
  const { apiKey: _, ...row } = integration;
  api.integrations.rows.set(row.integrationId, row);
  return row;
}

describe("removing an integration", () => {
  test("leaves a tombstone, the registry to others, and names the stack to delete", async () => {
    const integration = stored(buildConnected());
    const { integrationId } = integration;
    const { account, region, stackId } = CONNECTION;
    await api.integrations.claimRegistry(
      { organizationId: "demo", account, region },
      integrationId,
    );
    const request = { method: "DELETE", path: `${PATH}/${integrationId}` };
    const { status, body } = await ask(request);
    expect([status, body]).toEqual([
      200,
      {
        integrationId,
        removedAt: NOW,
        stack: {
          stackId,
          url: `https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/stackinfo?stackId=${encodeURIComponent(stackId)}`,
        },
        purge: { state: "purging", startedAt: null, finishedAt: null, ...NOTHING_PURGED },
      },
    ]);
    expect(api.integrations.claims.size).toBe(0);
    // By its keys, events are told that it is for good.
    expect(api.integrations.rows.get(integrationId)).toMatchObject({
      removedAt: NOW,
      keyHashes: integration.keyHashes,
    });
    expect(api.reconcile.delayed).toEqual([
      {
        message: { kind: "removed", organizationId: "demo", integrationId, requestedAt: NOW },
        seconds: 10,
      },
    ]);
    expect((await ask({ path: PATH })).body).toMatchObject({ items: [] });
    expect((await ask({ path: `${PATH}/${integrationId}` })).status).toBe(404);
  });

  test("answers the same when it is repeated", async () => {
    const { integrationId } = stored(buildConnected());
    const request = { method: "DELETE", path: `${PATH}/${integrationId}` };
    expect(await ask(request)).toEqual(await ask(request));
  });

  test.each<[string, () => Integration]>([
    ["was never launched", () => buildPending()],
    ["was deleted", () => buildConnected({ connection: { ...CONNECTION, deletedAt: NOW } })],
  ])("names no stack where it %s", async (_, build) => {
    const { integrationId } = stored(build());
    const { body } = await ask({ method: "DELETE", path: `${PATH}/${integrationId}` });
    expect(body).toMatchObject({ stack: null });
  });
});

describe("what was removed with an integration", () => {
  const removedAt = "2026-05-01T11:00:00.000Z";
  const times = { startedAt: removedAt, updatedAt: NOW };

  async function removal(report?: RemovalReport, fields: Partial<Integration> = {}) {
    const { integrationId } = stored(buildConnected({ removedAt, ...fields }));
    if (report) api.removals.reports.set(integrationId, { ...report, integrationId });
    return ask({ path: `${PATH}/${integrationId}/removal` });
  }

  test("is counted while it goes, and when nothing is left", async () => {
    const counts = { repositories: 3, images: 20, others: 4, tags: 30, documents: 40 };
    const report = { integrationId: "", version: 3, ...times, ...counts };
    const going = { ...report, countedUpTo: "registry.example/a" };
    expect(await removal(going)).toMatchObject({
      status: 200,
      body: {
        removedAt,
        stack: { stackId: CONNECTION.stackId },
        purge: { state: "purging", startedAt: removedAt, finishedAt: null, ...counts },
      },
    });
    expect((await removal({ ...report, finishedAt: NOW })).body).toMatchObject({
      purge: { state: "purged", finishedAt: NOW, ...counts },
    });
  });

  test("is nothing yet before the purge begins, and not known after 90 days", async () => {
    expect((await removal()).body).toMatchObject({
      purge: { state: "purging", startedAt: null, ...NOTHING_PURGED },
    });
    const longAgo = await removal(undefined, { removedAt: "2026-01-31T11:00:00.000Z" });
    expect(longAgo).toMatchObject({ status: 200, body: { purge: null } });
  });

  test("leaves no stack to delete once that says that it goes", async () => {
    const { body } = await removal(undefined, { connection: { ...CONNECTION, deletedAt: NOW } });
    expect(body).toMatchObject({ stack: null });
  });

  test("is nothing of one that is there", async () => {
    const { integrationId } = stored(buildConnected());
    expect(await ask({ path: `${PATH}/${integrationId}/removal` })).toMatchObject({
      status: 404,
      body: { type: "urn:ecr-scout:problem:not-removed" },
    });
  });
});
