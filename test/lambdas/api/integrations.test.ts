import { beforeEach, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
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

/** Names in a quick-create link → values. */
function fieldsOf(link: string | null | undefined): URLSearchParams {
  return new URLSearchParams(new URL(link ?? "").hash.split("?")[1]);
}

describe("a new integration", () => {
  test("is pending, and has a link that fills its stack's fields in", async () => {
    const { status, body } = await ask({ method: "POST", path: PATH, body: {} });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "pending", activation: "selected", connection: null });
    const { launch } = body as unknown as IntegrationSummary;
    const [row] = api.integrations.rows.values();
    expect(row?.keyHashes).toEqual([]);
    expect(launch?.parameters).toEqual({
      ExternalId: row?.externalId,
      SetupEndpoint: `https://scout.example/v1/setup/${row?.setupToken ?? ""}`,
      EventEndpoint: "https://scout.example/v1/events",
      TrustedAccountId: "111111111111",
    });
    expect(launch?.url).toMatch(/^https:\/\/console\.aws\.amazon\.com\/cloudformation\/home#/);
    expect(Object.fromEntries(fieldsOf(launch?.url))).toMatchObject({
      templateURL: "https://templates.example/templates/abc/docker-scout.yaml",
      stackName: "DockerScoutECRIntegration",
      param_SetupEndpoint: launch?.parameters["SetupEndpoint"],
    });
  });

  test("opens the wizard in the Region that was asked for", async () => {
    const created = await ask({ method: "POST", path: PATH, body: { region: "eu-central-1" } });
    const { integrationId, launch } = created.body as unknown as IntegrationSummary;
    const origin = "https://eu-central-1.console.aws.amazon.com";
    expect(launch?.url).toContain(`${origin}/cloudformation/home?region=eu-central-1#`);
    const path = `${PATH}/${integrationId}`;
    const later = await ask({ path, query: { region: "ap-south-1" } });
    expect(JSON.stringify(later.body)).toContain("https://ap-south-1.console.aws.amazon.com/");
  });

  test("knows how many of the latest images are analysed when it connects", async () => {
    const body = { activation: "all", latest: 5 };
    expect((await ask({ method: "POST", path: PATH, body })).status).toBe(201);
    expect([...api.integrations.rows.values()]).toMatchObject([{ latest: 5 }]);
  });

  test.each([
    ["too many of the latest images", { latest: 101 }],
    ["no Region", { region: "somewhere" }],
    ["an unknown activation", { activation: "none" }],
    ["an unknown field", { account: "222222222222" }],
  ])("is refused with %s", async (_, body) => {
    expect((await ask({ method: "POST", path: PATH, body })).status).toBe(400);
    expect(api.integrations.rows.size).toBe(0);
  });

  test("has no link where no template is published", async () => {
    api = await createApiFixture((same) => ({
      ...same,
      launch: { ...same.launch, templateUrl: undefined },
    }));
    const { body } = await ask({ method: "POST", path: PATH, body: {} });
    expect(body).toMatchObject({ launch: { url: null, templateUrl: null } });
  });
});

describe("the link to launch a stack", () => {
  const { connectedAt: _, ...bound } = CONNECTION;
  const deleted = { ...CONNECTION, deletedAt: "2026-11-21T11:00:00.000Z" };

  test.each<[string, () => Integration, boolean]>([
    ["pending", () => buildPending(), true],
    ["bound to a stack that is not complete", () => buildConnected({ connection: bound }), true],
    ["connected", () => buildConnected(), false],
    ["in error, with its stack", () => buildConnected({ status: "error" }), false],
    ["without its stack any more", () => buildConnected({ connection: deleted }), true],
  ])("is the owner's alone, while an integration is %s: %s", async (_, build, shown) => {
    const { integrationId, setupToken } = stored(build());
    const paths = [PATH, `${PATH}/${integrationId}`];
    for (const path of paths) {
      const { body } = await ask({ path });
      expect(JSON.stringify(body).includes(setupToken)).toBe(shown);
      for (const token of [api.tokens.editor, api.tokens.member]) {
        const other = await ask({ path, token });
        expect(other.status).toBe(200);
        expect(JSON.stringify(other.body)).not.toContain(setupToken);
      }
    }
  });

  test("of a deleted stack opens the wizard in its Region", async () => {
    const { integrationId } = stored(buildConnected({ connection: deleted }));
    const { body } = await ask({ path: `${PATH}/${integrationId}` });
    expect(body).toMatchObject({
      connection: { stackDeletedAt: deleted.deletedAt, templateVersion: "1" },
      launch: { url: expect.stringContaining("https://us-east-1.console.aws.amazon.com/") },
    });
  });
});

describe("changing an integration", () => {
  test("to `all` lists its registry again, each time", async () => {
    const { integrationId } = stored(buildConnected({ activation: "selected" }));
    const patch = {
      method: "PATCH",
      path: `${PATH}/${integrationId}`,
      body: { activation: "all" },
    };
    expect(await ask(patch)).toMatchObject({ status: 200, body: { activation: "all" } });
    expect(await ask(patch)).toMatchObject({ status: 200 });
    expect(api.integrations.rows.get(integrationId)?.version).toBe(2);
    const message = { organizationId: "demo", integrationId, latest: true, requestedAt: NOW };
    expect(api.reconcile.messages).toEqual([
      { kind: "registry", ...message },
      { kind: "registry", ...message },
    ]);
  });

  test("to `all` has so many of the latest images analysed as are asked for", async () => {
    const { integrationId } = stored(buildConnected({ activation: "selected" }));
    const path = `${PATH}/${integrationId}`;
    const change = (body: object) => ask({ method: "PATCH", path, body });
    expect((await change({ activation: "all", latest: 10 })).status).toBe(200);
    expect(api.reconcile.messages).toMatchObject([{ latest: true, latestCount: 10 }]);
    for (const latest of [0, 101]) {
      expect((await change({ activation: "all", latest })).status).toBe(400);
    }
    expect((await change({ activation: "selected", latest: 10 })).status).toBe(400);
  });

  test("to `selected` asks for nothing", async () => {
    const { integrationId } = stored(buildConnected());
    const path = `${PATH}/${integrationId}`;
    await ask({ method: "PATCH", path, body: { activation: "selected" } });
    expect(api.integrations.rows.get(integrationId)?.activation).toBe("selected");
    expect(api.reconcile.messages).toEqual([]);
  });

  test("is repeated on what somebody else has made of it meanwhile", async () => {
    const { integrationId } = stored(buildConnected({ activation: "selected" }));
    const replace = api.integrations.replace.bind(api.integrations);
    let interfered = false;
    api.integrations.replace = async (next) => {
      const current = api.integrations.rows.get(integrationId);
      if (!interfered && current) await replace({ ...current, statusReason: "From elsewhere." });
      interfered = true;
      return replace(next);
    };
    const path = `${PATH}/${integrationId}`;
    const { body } = await ask({ method: "PATCH", path, body: { activation: "all" } });
    expect(body).toMatchObject({ activation: "all", statusReason: "From elsewhere." });
  });
});

describe("how long what is stored is kept", () => {
  const kept = (integrationId: string) => api.integrations.rows.get(integrationId)?.retention;

  test("is set, shown, and taken back", async () => {
    const { integrationId } = stored(buildConnected());
    const patch = (body: object) =>
      ask({ method: "PATCH", path: `${PATH}/${integrationId}`, body });
    const retention = { maxAgeDays: 90, keepLatest: 10 };
    expect(await patch({ retention })).toMatchObject({ status: 200, body: { retention } });
    expect(await patch({ retention })).toMatchObject({ status: 200 });
    expect(api.integrations.rows.get(integrationId)).toMatchObject({ retention, version: 2 });
    expect(await patch({ activation: "selected" })).toMatchObject({ body: { retention } });
    expect(await patch({ retention: null })).toMatchObject({ body: { retention: null } });
    expect(kept(integrationId)).toBeUndefined();
    // Nothing of it asks for a listing.
    expect(api.reconcile.messages).toEqual([]);
  });

  test("is set together with what is analysed", async () => {
    const { integrationId } = stored(buildConnected({ activation: "selected" }));
    const body = { activation: "all", retention: { keepLatest: 1 } };
    const request = { method: "PATCH", path: `${PATH}/${integrationId}`, body };
    expect(await ask(request)).toMatchObject({ status: 200, body });
    expect(api.reconcile.messages).toHaveLength(1);
  });

  test.each([[{}], [{ retention: {} }], [{ retention: { maxAgeDays: 0 } }]])(
    "is not %j",
    async (body) => {
      const { integrationId } = stored(buildConnected());
      const request = { method: "PATCH", path: `${PATH}/${integrationId}`, body };
      expect((await ask(request)).status).toBe(400);
    },
  );
});

describe("listing a registry again", () => {
  test("is asked for, and accepted", async () => {
    const { integrationId } = stored(buildConnected());
    const path = `${PATH}/${integrationId}/refresh`;
    expect(await ask({ method: "POST", path, token: api.tokens.editor })).toEqual({
      status: 202,
      body: { integrationId, requestedAt: NOW },
    });
    expect(api.reconcile.messages).toEqual([
      { kind: "registry", organizationId: "demo", integrationId, requestedAt: NOW },
    ]);
  });

  test("needs a stack", async () => {
    const { integrationId } = stored(buildPending());
    const path = `${PATH}/${integrationId}/refresh`;
    expect(await ask({ method: "POST", path })).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:integration-not-connected" },
    });
  });
});

describe("an integration of another organization, or of none, is not there", () => {
  test.each([
    ["GET", "", undefined],
    ["PATCH", "", { activation: "all" }],
    ["DELETE", "", undefined],
    ["GET", "/removal", undefined],
    ["POST", "/refresh", undefined],
  ])("%s …%s", async (method, suffix, body) => {
    const { integrationId } = stored(buildConnected({ organizationId: "other" }));
    const before = api.integrations.rows.get(integrationId);
    for (const id of [integrationId, "0123456789abcdef"]) {
      const request = { method, path: `${PATH}/${id}${suffix}`, ...(body && { body }) };
      expect(await ask(request)).toMatchObject({
        status: 404,
        body: { type: "urn:ecr-scout:problem:integration-not-found" },
      });
    }
    expect(api.integrations.rows.get(integrationId)).toEqual(before);
    expect([...api.reconcile.messages, ...api.reconcile.delayed]).toEqual([]);
  });
});
