import { beforeEach, describe, expect, test } from "@jest/globals";
import type { CheckReport } from "../../../core/contract/check-report.ts";
import type { Integration } from "../../../core/integrations/port.ts";
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

/** As a member, unless told otherwise. The answer fits its schema. */
async function ask(request: TestRequest) {
  const response = await api.call({ token: api.tokens.member, ...request });
  const body = response.json();
  if (response.statusCode < 300) {
    const { route } = matchRoute(routes, request.method ?? "GET", request.path);
    expect(route.response.parse(body)).toEqual(body);
  }
  return { status: response.statusCode, body: body as Record<string, unknown> };
}

/** Stores an integration, and gives its address. */
function stored(integration: Integration & { readonly apiKey?: string }): string {
  const { apiKey: _, ...row } = integration;
  api.integrations.rows.set(row.integrationId, row);
  return `${PATH}/${row.integrationId}`;
}

const { connectedAt: _connectedAt, ...BOUND } = CONNECTION;
const { secretArn: _secretArn, ...WITHOUT_SECRET } = CONNECTION;
const DELETED = { ...CONNECTION, deletedAt: "2026-11-21T11:00:00.000Z" };

describe("a check", () => {
  test.each<[string, () => Integration]>([
    ["connected", () => buildConnected()],
    ["in error", () => buildConnected({ status: "error" })],
    ["not complete yet", () => buildConnected({ status: "pending", connection: BOUND })],
  ])("of an integration that is %s is asked for, and accepted", async (_, build) => {
    const integration = build();
    const path = stored(integration);
    const { integrationId } = integration;
    const request = { method: "POST", path: `${path}/check`, token: api.tokens.editor };
    expect(await ask(request)).toEqual({ status: 202, body: { integrationId, requestedAt: NOW } });
    expect(api.check.messages).toEqual([
      { kind: "check", organizationId: "demo", integrationId, requestedAt: NOW },
    ]);
  });

  test.each<[string, () => Integration]>([
    ["never launched", () => buildPending()],
    ["deleted", () => buildConnected({ connection: DELETED })],
  ])("needs a stack, which was %s", async (_, build) => {
    const path = `${stored(build())}/check`;
    expect(await ask({ method: "POST", path, token: api.tokens.editor })).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:integration-not-connected" },
    });
    expect(api.check.messages).toEqual([]);
  });

  test("leaves a report, which everybody may read, and which the integration names", async () => {
    const integration = buildConnected();
    const path = stored(integration);
    expect(await ask({ path: `${path}/check` })).toMatchObject({
      status: 404,
      body: { type: "urn:ecr-scout:problem:not-checked" },
    });
    expect((await ask({ path })).body).toMatchObject({ lastCheck: null });
    const finding = {
      code: "rule",
      outcome: "warning" as const,
      message: "A rule is disabled.",
      remedy: "Enable it.",
    };
    const report: CheckReport = {
      integrationId: integration.integrationId,
      checkedAt: NOW,
      outcome: "warning",
      findings: [finding],
    };
    api.checkReports.set(integration.integrationId, report);
    expect(await ask({ path: `${path}/check` })).toEqual({ status: 200, body: report });
    const lastCheck = { outcome: "warning", checkedAt: NOW };
    expect((await ask({ path })).body).toMatchObject({ lastCheck });
    expect((await ask({ path: PATH })).body).toMatchObject({ items: [{ lastCheck }] });
  });
});

describe("a new key", () => {
  test("is asked for by an owner, however young the present one is", async () => {
    const integration = buildConnected();
    const { integrationId } = integration;
    const request = { method: "POST", path: `${stored(integration)}/rotate` };
    expect(await ask({ ...request, token: api.tokens.owner })).toEqual({
      status: 202,
      body: { integrationId, requestedAt: NOW },
    });
    expect(api.check.messages).toEqual([
      { kind: "rotate", organizationId: "demo", integrationId, requestedAt: NOW, force: true },
    ]);
  });

  test("that is asked for since others may know the old one revokes it at once, on record", async () => {
    const integration = buildConnected();
    const { integrationId } = integration;
    const path = `${stored(integration)}/rotate`;
    const request = { method: "POST", path, token: api.tokens.owner, body: { revokeOld: true } };
    expect(await ask(request)).toMatchObject({ status: 202, body: { requestedAt: NOW } });
    expect(api.integrations.rows.get(integrationId)?.keyHashes).toMatchObject([{ revokedAt: NOW }]);
    expect(api.check.messages).toMatchObject([{ kind: "rotate", integrationId, force: true }]);
    const audit = await ask({ path: "/v1/organizations/demo/audit", token: api.tokens.owner });
    expect(audit.body).toMatchObject({
      items: [{ action: "Replace the key of an integration", request: { revokeOld: true } }],
    });
  });

  test("is not asked for by a word that nobody knows", async () => {
    const path = `${stored(buildConnected())}/rotate`;
    const request = { method: "POST", path, token: api.tokens.owner, body: { revoke: true } };
    expect(await ask(request)).toMatchObject({ status: 400 });
    expect(api.check.messages).toEqual([]);
  });

  test.each<[string, string, () => Integration]>([
    ["no stack", "integration-not-connected", () => buildPending()],
    ["no complete stack", "integration-not-connected", () => buildConnected({ connection: BOUND })],
    ["a deleted stack", "integration-not-connected", () => buildConnected({ connection: DELETED })],
    ["no secret", "no-key", () => buildConnected({ connection: WITHOUT_SECRET })],
  ])("is refused with %s: %s", async (_, code, build) => {
    const request = { method: "POST", path: `${stored(build())}/rotate` };
    expect(await ask({ ...request, token: api.tokens.owner })).toMatchObject({
      status: 409,
      body: { type: `urn:ecr-scout:problem:${code}` },
    });
    expect(api.check.messages).toEqual([]);
  });
});

describe("what an integration used", () => {
  beforeEach(async () => {
    api = await createApiFixture((same) => ({
      ...same,
      launch: { ...same.launch, homeRegion: "eu-west-1" },
    }));
  });

  test("is listed by months, with what it cost", async () => {
    const integration = buildConnected();
    const path = `${stored(integration)}/usage`;
    expect((await ask({ path })).body).toEqual({ items: [] });
    const october = new Date("2026-10-31T23:59:00.000Z");
    const november = new Date("2026-11-01T00:00:00.000Z");
    await api.activity.eventCame(integration.integrationId, october);
    const bytes = { pulled: 5_000_000_000, known: 7_000_000_000 };
    await api.activity.imagePulled(integration.integrationId, november, bytes);
    await api.activity.eventCame(integration.integrationId, november);
    expect((await ask({ path })).body).toEqual({
      items: [
        {
          month: "2026-11",
          events: 1,
          analyses: 1,
          bytesPulled: 5_000_000_000,
          bytesKnown: 7_000_000_000,
          // Of another Region than the product's: $0.02 a gigabyte.
          cost: { secret: 0.4, events: 0.0000002, egress: 0.1, total: 0.5000002 },
        },
        {
          month: "2026-10",
          events: 1,
          analyses: 0,
          bytesPulled: 0,
          bytesKnown: 0,
          cost: { secret: 0.4, events: 0.0000002, egress: 0, total: 0.4000002 },
        },
      ],
    });
    const { body } = await ask({ path, query: { months: "1" } });
    expect(body).toMatchObject({ items: [{ month: "2026-11" }] });
    expect((await ask({ path, query: { months: "14" } })).status).toBe(400);
  });

  test("has no secret to pay for where nothing sends events", async () => {
    const integration = buildConnected({ connection: WITHOUT_SECRET, delivery: "poll" });
    await api.activity.imagePulled(integration.integrationId, new Date(NOW), {
      pulled: 0,
      known: 1,
    });
    const { body } = await ask({ path: `${stored(integration)}/usage` });
    expect(body).toMatchObject({ items: [{ cost: { secret: 0, total: 0 } }] });
  });
});

describe("an estimate", () => {
  test("says what the published page says, and what is true", async () => {
    const { status, body } = await ask({ path: `${PATH}/estimate` });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      currency: "USD",
      assumptions: { pushesPerDay: 100, regions: "cross" },
      egress: { monthly: 30, seed: { monthly: 135 } },
    });
    expect(body["resources"]).toContainEqual(
      expect.objectContaining({ name: "ScoutAPICredentials", monthly: 0.4 }),
    );
  });

  test("names the rules as the operator's brand does, and knows its Region", async () => {
    api = await createApiFixture((same) => ({
      ...same,
      brand: { name: "Acme Watch", prefix: "AcmeWatch" },
    }));
    const query = { pushesPerDay: "10", region: "us-east-1" };
    const { body } = await ask({ path: `${PATH}/estimate`, query });
    expect(JSON.stringify(body)).toContain('"AcmeWatchEcrRule"');
    expect(body).toMatchObject({ assumptions: { regions: "same" }, egress: { monthly: 0 } });
  });

  test.each<[Record<string, string>]>([
    [{ pushesPerDay: "many" }],
    [{ cachedShare: "2" }],
    [{ pushes: "10" }],
  ])("of %j is refused", async (query) => {
    expect((await ask({ path: `${PATH}/estimate`, query })).status).toBe(400);
  });
});

describe("of another organization's integration, nothing is there", () => {
  test.each([
    ["POST", "check"],
    ["GET", "check"],
    ["POST", "rotate"],
    ["GET", "usage"],
  ])("%s …/%s", async (method, suffix) => {
    const path = `${stored(buildConnected({ organizationId: "other" }))}/${suffix}`;
    expect(await ask({ method, path, token: api.tokens.owner })).toMatchObject({
      status: 404,
      body: { type: "urn:ecr-scout:problem:integration-not-found" },
    });
    expect(api.check.messages).toEqual([]);
  });
});
