import { beforeEach, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { Assessment } from "../../../core/contract/findings.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { registryHostOf } from "../../../core/integrations/registry-host.ts";
import { ApiEnv } from "../../../lambdas/api/env.ts";
import { entryOf } from "../../adapters/sqlite/entries.ts";
import { buildConnected, buildPending, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const PATH = "/v1/organizations/demo/integrations";
const NOW = "2026-05-01T12:00:00.000Z";
const DAY = 24 * 3_600_000;
const REGISTRY = registryHostOf(CONNECTION.account, CONNECTION.region);

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
});

/** How the owner sees an integration. */
async function shown(
  integration: Integration & { readonly apiKey?: string },
  query: Record<string, string> = {},
): Promise<IntegrationSummary> {
  const { apiKey: _, ...row } = integration;
  api.integrations.rows.set(row.integrationId, row);
  const path = `${PATH}/${row.integrationId}`;
  const response = await api.call({ path, query, token: api.tokens.owner });
  expect(response.statusCode).toBe(200);
  return response.json() as IntegrationSummary;
}

async function create(body: object) {
  const request = { method: "POST", path: PATH, token: api.tokens.owner, body };
  const response = await api.call(request);
  return { status: response.statusCode, body: response.json() as IntegrationSummary };
}

describe("a status is called as layout and brand call it", () => {
  test.each([
    [buildPending(), "Pending"],
    [buildPending({ layout: "early-access" }), "In progress"],
    [buildConnected({ layout: "early-access" }), "Connected"],
    [buildConnected({ status: "error" }), "Error"],
  ])("%#", async (integration, label) => {
    expect(await shown(integration)).toMatchObject({ statusLabel: label });
  });

  test("with words of the operator's own", async () => {
    const statusWords = { current: { pending: "Waiting for AWS" } };
    const brand = { name: "Acme", prefix: "Acme", statusWords };
    api = await createApiFixture((same) => ({ ...same, brand }));
    expect((await shown(buildPending())).statusLabel).toBe("Waiting for AWS");
  });
});

describe("the form that was asked for", () => {
  test("is shown, and what its link launches", async () => {
    const scope = ["team/*", "base/alpine"];
    const { body } = await create({ layout: "early-access", scope, region: "eu-west-1" });
    expect(body).toMatchObject({
      layout: "early-access",
      delivery: "events",
      scope,
      statusLabel: "In progress",
      launch: {
        templateUrl: "https://templates.example/templates/abc/docker-scout-early-access.yaml",
        parameters: { RepositoryScope: "team/*,base/alpine" },
      },
    });
  });

  test("is the usual one for who asks for none", async () => {
    const { body } = await create({});
    expect(body).toMatchObject({ layout: "current", delivery: "events", scope: null });
    expect(body.launch?.parameters).not.toHaveProperty("RepositoryScope");
    const [row] = api.integrations.rows.values();
    expect(Object.keys(row ?? {})).not.toContain("delivery");
  });

  test("is the operator's for who asks for none, where there is one", async () => {
    const brand = { name: "Acme", prefix: "Acme", layout: "early-access" } as const;
    api = await createApiFixture((same) => ({ ...same, brand }));
    expect((await create({})).body).toMatchObject({ layout: "early-access" });
    expect((await create({ layout: "current" })).body).toMatchObject({ layout: "current" });
  });

  test.each([
    [{ region: "us-east-1" }, "docker-scout.yaml"],
    [{ region: "us-east-1", delivery: "poll" }, "docker-scout-poll.yaml"],
    [{ region: "ca-west-1" }, "docker-scout-poll.yaml"],
    [{ region: "ca-west-1", layout: "early-access" }, "docker-scout-poll.yaml"],
    [{}, "docker-scout.yaml"],
  ])("%j is launched from %s", async (wanted, file) => {
    const { body } = await create(wanted);
    expect(body.launch?.templateUrl?.split("/").at(-1)).toBe(file);
    const events = body.launch?.parameters["EventEndpoint"];
    expect(events === undefined).toBe(file.includes("poll"));
  });

  test.each([
    ["events where nothing can send them", { region: "ca-west-1", delivery: "events" }],
    ["a Region of another partition", { region: "us-gov-west-1" }],
    ["an unknown layout", { layout: "early" }],
    ["an empty scope", { scope: [] }],
    ["a scope that is no name", { scope: ["Team/*"] }],
    ["a * in the middle", { scope: ["team/*/app"] }],
    ["a scope too long for a link", { scope: Array(20).fill("n".repeat(200)) }],
  ])("is refused with %s", async (_, wanted) => {
    expect((await create(wanted)).status).toBe(400);
    expect(api.integrations.rows.size).toBe(0);
  });

  test("opens in no Region of another partition, either", async () => {
    const integration = buildPending();
    const { body } = await create({});
    const path = `${PATH}/${body.integrationId}`;
    const query = { region: "cn-north-1" };
    const response = await api.call({ path, query, token: api.tokens.owner });
    expect([response.statusCode, integration.status]).toEqual([400, "pending"]);
  });
});

describe("what happened lately", () => {
  test("is nothing before a stack was bound", async () => {
    expect(await shown(buildPending())).toMatchObject({
      activity: { lastEventAt: null, lastPullAt: null, lastReconciledAt: null, missedEvents: 0 },
      lastCheck: null,
      templateUpdate: null,
      advisoriesAsOf: null,
    });
  });

  test("is told by time, and by what was missed", async () => {
    const integration = buildConnected();
    const { integrationId } = integration;
    const times = ["10:00", "10:05", "10:10"].map((time) => new Date(`2026-11-22T${time}:00.000Z`));
    const [event, pull, comparison] = times as [Date, Date, Date];
    await api.activity.eventCame(integrationId, event);
    await api.activity.imagePulled(integrationId, pull, { pulled: 1, known: 0 });
    await api.activity.reconciled(integrationId, comparison, 3);
    expect((await shown(integration)).activity).toEqual({
      lastEventAt: event.toISOString(),
      lastPullAt: pull.toISOString(),
      lastReconciledAt: comparison.toISOString(),
      missedEvents: 3,
    });
  });

  test("has the age of the advisories of the newest image", async () => {
    const assessed: Assessment[] = [
      { ecosystem: "npm", coverage: "full", asOf: "2026-11-21T00:00:00Z", packageCount: 1 },
      { ecosystem: "PyPI", coverage: "full", asOf: "2026-11-20T00:00:00Z", packageCount: 1 },
      { ecosystem: "Go", coverage: "starter", asOf: "2026-01-01T00:00:00Z", packageCount: 1 },
    ];
    const analyzed = { state: "analyzed" as const, registry: REGISTRY, assessed };
    const older = { ...analyzed, pushedAt: "2026-11-01T00:00:00.000Z", assessed: [] };
    const newest = { ...analyzed, pushedAt: "2026-11-20T00:00:00.000Z" };
    await api.publish("demo", [entryOf(1, [], [], older), entryOf(2, [], [], newest)]);
    const integration = buildConnected();
    expect((await shown(integration)).advisoriesAsOf).toBe("2026-11-20T00:00:00Z");
    const elsewhere = { ...CONNECTION, region: "eu-west-1" };
    expect((await shown(buildConnected({ connection: elsewhere }))).advisoriesAsOf).toBeNull();
  });
});

describe("a newer template", () => {
  test("is offered with what it brings, and where the stack is updated", async () => {
    const connection = { ...CONNECTION, templateVersion: "2" };
    const { templateUpdate } = await shown(buildConnected({ connection }));
    expect(templateUpdate).toMatchObject({ from: "2", to: "3" });
    expect(templateUpdate?.changes.length).toBeGreaterThan(0);
    expect(templateUpdate?.url).toContain("us-east-1.console.aws.amazon.com/cloudformation/");
    expect(templateUpdate?.url).toContain(encodeURIComponent("abc/docker-scout.yaml"));
  });

  test("is of the form that the stack has", async () => {
    const connection = { ...CONNECTION, templateVersion: "2" };
    const { templateUpdate } = await shown(buildConnected({ connection, delivery: "poll" }));
    expect(templateUpdate?.url).toContain(encodeURIComponent("docker-scout-poll.yaml"));
  });

  test("is not offered for the newest, nor where it is not known", async () => {
    const connection = { ...CONNECTION, templateVersion: "3" };
    expect((await shown(buildConnected({ connection }))).templateUpdate).toBeNull();
    api = await createApiFixture((same) => ({ ...same, templateVersion: undefined }));
    expect((await shown(buildConnected())).templateUpdate).toBeNull();
  });
});

describe("the link of a pending integration", () => {
  test("says until when it is good, and is the same while it is", async () => {
    const { body } = await create({});
    expect(body.launch?.expiresAt).toBe(new Date(Date.parse(NOW) + 14 * DAY).toISOString());
    const row = api.integrations.rows.get(body.integrationId);
    expect((await shown(row ?? buildPending())).launch).toEqual(body.launch);
  });

  test("that has expired is a fresh one, with the same fields", async () => {
    const tokenExpiresAt = new Date(Date.parse(NOW) - DAY).toISOString();
    const old = buildPending({ tokenExpiresAt });
    const { launch } = await shown(old);
    expect(launch?.expiresAt).toBe(new Date(Date.parse(NOW) + 14 * DAY).toISOString());
    expect(launch?.parameters["SetupEndpoint"]).not.toContain(old.setupToken);
    expect(launch?.parameters["ExternalId"]).toBe(old.externalId);
  });
});

test("links lead to another console where one is set", async () => {
  api = await createApiFixture((same) => ({ ...same, consoleUrl: "http://127.0.0.1:4570/" }));
  const { body } = await create({ region: "eu-west-1" });
  const origin =
    "http://127.0.0.1:4570/cloudformation/home?region=eu-west-1#/stacks/create/review?";
  expect(body.launch?.url).toContain(origin);
  const connected = await shown(buildConnected());
  expect(connected.templateUpdate?.url).toMatch(/^http:\/\/127\.0\.0\.1:4570\/cloudformation\//);
  const path = `${PATH}/${connected.integrationId}`;
  const removed = await api.call({ method: "DELETE", path, token: api.tokens.owner });
  expect(removed.json()).toMatchObject({
    stack: { url: expect.stringContaining("http://127.0.0.1:4570/cloudformation/") },
  });
});

describe("the function's environment", () => {
  const ENV = {
    TABLE_NAME: "t",
    BLOB_BUCKET_NAME: "b",
    READ_MODEL_BUCKET_NAME: "r",
    READ_MODEL_QUEUE_URL: "https://sqs.example/read-model",
    ANALYSIS_QUEUE_URL: "https://sqs.example/analysis",
    RECONCILE_QUEUE_URL: "https://sqs.example/reconcile",
    CHECK_QUEUE_URL: "https://sqs.example/check",
    WORK_DIRECTORY: "/tmp/api",
    PUBLIC_URL: "https://scout.example",
  };

  test("has the brand as JSON, or the usual one", () => {
    expect(ApiEnv.parse(ENV).BRAND).toEqual({ name: "Docker Scout", prefix: "DockerScout" });
    const brand = { name: "Acme", prefix: "Acme", dashboardUrl: "https://acme.example" };
    expect(ApiEnv.parse({ ...ENV, BRAND: JSON.stringify(brand) }).BRAND).toEqual(brand);
  });

  test.each(["Acme", "{}", '{"name":"Acme","prefix":"A-B"}'])("refuses the brand %s", (BRAND) => {
    expect(ApiEnv.safeParse({ ...ENV, BRAND }).success).toBe(false);
  });
});
