import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { matchRoute } from "../../../lambdas/api/match-route.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { buildConnected, buildPending } from "../../fixtures/memory-integrations.ts";
import { buildEnrollment } from "../../fixtures/memory-enrollments.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const ORGANIZATION = "/v1/organizations/demo";
const ENROLLMENTS = `${ORGANIZATION}/enrollments`;

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
});

/** As an owner. The answer fits its schema. */
async function ask(method: string, path: string, body?: object) {
  const request = { method, path, token: api.tokens.owner };
  const response = await api.call(body === undefined ? request : { ...request, body });
  const answer = response.json();
  if (response.statusCode < 300) {
    const { route } = matchRoute(routes, method, path);
    expect(route.response.parse(answer)).toEqual(answer);
  }
  return { status: response.statusCode, body: answer as EnrollmentSummary };
}

async function created(fields: object = {}): Promise<EnrollmentSummary> {
  const { status, body } = await ask("POST", ENROLLMENTS, { name: "All accounts", ...fields });
  expect(status).toBe(201);
  return body;
}

/** Stores an integration that came by an enrollment and waits. */
async function storedWaiting(
  { enrollmentId }: EnrollmentSummary,
  account = "333333333333",
): Promise<Integration> {
  const { apiKey: _, connection, ...rest } = buildConnected({ status: "pending" });
  const integration: Integration = {
    ...rest,
    connection: { ...connection, account },
    enrollment: { enrollmentId, approval: "waiting" },
    statusReason: "An owner has to approve it.",
  };
  const { integrationId } = integration;
  api.integrations.rows.set(integrationId, integration);
  const enrollment = await api.enrollments.get(enrollmentId);
  if (enrollment) {
    const waiting = [...enrollment.waiting, { integrationId, account }];
    await api.enrollments.replace({ ...enrollment, waiting });
  }
  return integration;
}

describe("a new enrollment", () => {
  test("lets nobody in without approval, unless it says whom", async () => {
    expect(await created()).toMatchObject({
      allowedAccounts: [],
      activation: "selected",
      scope: null,
      closedAt: null,
    });
    const allowedAccounts = ["333333333333", "222222222222", "333333333333"];
    expect(await created({ allowedAccounts })).toMatchObject({
      allowedAccounts: ["222222222222", "333333333333"],
    });
    expect(await created({ allowedAccounts: "*" })).toMatchObject({ allowedAccounts: "*" });
  });

  test.each([
    ["events", "docker-scout-organization.yaml"],
    ["poll", "docker-scout-organization-poll.yaml"],
  ])(
    "with %s has what its StackSet is made with, as the template takes it",
    async (delivery, name) => {
      const { enrollmentId, launch } = await created({ delivery, scope: ["team/*", "base"] });
      expect(launch?.templateUrl).toBe(`https://templates.example/templates/abc/${name}`);
      expect(launch?.parameters).toMatchObject({
        TrustedAccountId: "111111111111",
        RepositoryScope: "team/*,base",
      });
      expect(launch?.parameters["EventEndpoint"]).toBe(
        delivery === "events" ? "https://scout.example/v1/events" : undefined,
      );
      const file = new URL(`../../../templates/${name}`, import.meta.url);
      const { Parameters } = parse(readFileSync(file, "utf8")) as {
        Parameters: Record<string, { AllowedPattern?: string }>;
      };
      for (const [name, value] of Object.entries(launch?.parameters ?? {})) {
        expect(Object.keys(Parameters)).toContain(name);
        const pattern = Parameters[name]?.AllowedPattern;
        if (pattern === undefined) continue;
        for (const one of name === "RepositoryScope" ? value.split(",") : [value]) {
          expect(one).toMatch(new RegExp(`^(?:${pattern})$`));
        }
      }
      expect(launch?.parameters["SetupEndpoint"]).toContain(`/v1/setup/${enrollmentId}.`);
    },
  );

  test("has commands that a shell takes apart as they are meant", async () => {
    const { launch } = await created({ scope: ["team/*", "base"] });
    const words = (command = "") =>
      execFileSync("sh", ["-c", `aws() { printf '%s\\n' "$@"; }; ${command}`], {
        env: { ...process.env, OU: "ou-ab12-cd34", REGIONS: "us-east-1 eu-west-1" },
        encoding: "utf8",
      }).split("\n");
    const create = words(launch?.commands?.createStackSet);
    const parameters = JSON.parse(create[create.indexOf("--parameters") + 1] ?? "") as {
      ParameterKey: string;
      ParameterValue: string;
    }[];
    expect(
      Object.fromEntries(parameters.map((one) => [one.ParameterKey, one.ParameterValue])),
    ).toEqual(launch?.parameters);
    expect(create).toContain(launch?.templateUrl);
    const instances = words(launch?.commands?.createStackInstances);
    expect(instances).toContain("OrganizationalUnitIds=ou-ab12-cd34");
    expect(instances.slice(instances.indexOf("--regions") + 1)).toEqual(
      expect.arrayContaining(["us-east-1", "eu-west-1"]),
    );
  });

  test("of a deployment without templates names none", async () => {
    api = await createApiFixture((dependencies) => ({
      ...dependencies,
      launch: { ...dependencies.launch, templateUrl: undefined },
    }));
    expect((await created()).launch).toMatchObject({ templateUrl: null, commands: null });
  });

  test.each([
    {},
    { name: " " },
    { name: "x", allowedAccounts: ["12"] },
    { name: "x", allowedAccounts: "all" },
    { name: "x", scope: ["Not A Name"] },
    { name: "x", unknown: 1 },
  ])("is refused: %j", async (body) => {
    expect(await ask("POST", ENROLLMENTS, body)).toMatchObject({ status: 400 });
  });
});

describe("an enrollment", () => {
  test("is listed and shown to its own organization alone", async () => {
    const own = await created();
    const foreign = buildEnrollment({ organizationId: "other" });
    await api.enrollments.create(foreign);
    expect((await ask("GET", ENROLLMENTS)).body).toMatchObject({ items: [own], asOf: null });
    expect(await ask("GET", `${ENROLLMENTS}/${own.enrollmentId}`)).toEqual({
      status: 200,
      body: own,
    });
    for (const [method, end] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/renew"],
    ] as const) {
      const path = `${ENROLLMENTS}/${foreign.enrollmentId}${end}`;
      const body = method === "PATCH" ? { name: "Mine" } : undefined;
      expect(await ask(method, path, body)).toMatchObject({
        status: 404,
        body: { type: "urn:ecr-scout:problem:enrollment-not-found" },
      });
    }
  });

  test("is changed, which lets those in that wait and are on its list now", async () => {
    const enrollment = await created();
    const waiting = await storedWaiting(enrollment);
    const other = await storedWaiting(enrollment, "444444444444");
    const path = `${ENROLLMENTS}/${enrollment.enrollmentId}`;
    const allowedAccounts = ["333333333333"];
    expect(await ask("PATCH", path, { name: "Some", allowedAccounts })).toMatchObject({
      status: 200,
      body: { name: "Some", allowedAccounts, activation: "selected" },
    });
    expect(await api.integrations.get(waiting.integrationId)).toMatchObject({
      status: "connected",
      enrollment: { approval: "allowed" },
    });
    expect(await api.integrations.get(other.integrationId)).toEqual(other);
    expect(api.reconcile.delayed.map(({ message }) => message)).toMatchObject([
      { kind: "registry", integrationId: waiting.integrationId },
    ]);
    await ask("PATCH", path, { allowedAccounts: "*" });
    expect(await api.integrations.get(other.integrationId)).toMatchObject({ status: "connected" });
  });

  test("does at a repetition what was left undone", async () => {
    const enrollment = await created({ allowedAccounts: ["333333333333"] });
    const waiting = await storedWaiting(enrollment);
    const path = `${ENROLLMENTS}/${enrollment.enrollmentId}`;
    await ask("PATCH", path, { allowedAccounts: ["333333333333"] });
    expect(await api.integrations.get(waiting.integrationId)).toMatchObject({
      status: "connected",
    });
  });

  test("gets another token, and knows the one before by its hash alone", async () => {
    const enrollment = await created();
    const path = `${ENROLLMENTS}/${enrollment.enrollmentId}`;
    const { body: renewed } = await ask("POST", `${path}/renew`);
    const endpoint = ({ launch }: EnrollmentSummary) => launch?.parameters["SetupEndpoint"] ?? "";
    expect(endpoint(renewed)).not.toBe(endpoint(enrollment));
    expect(renewed.launch?.parameters["ExternalIdPrefix"]).toBe(
      enrollment.launch?.parameters["ExternalIdPrefix"],
    );
    const stored = await api.enrollments.get(enrollment.enrollmentId);
    const [, token = ""] = endpoint(enrollment).split("/v1/setup/");
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(stored?.formerTokens).toHaveLength(1);
  });

  test("is closed for good, and shows its token no more", async () => {
    const { enrollmentId } = await created();
    const path = `${ENROLLMENTS}/${enrollmentId}`;
    const closed = await ask("DELETE", path);
    expect(closed).toMatchObject({ status: 200, body: { launch: null } });
    expect(await ask("DELETE", path)).toEqual(closed);
    expect((await ask("GET", ENROLLMENTS)).body).toMatchObject({ items: [closed.body] });
    for (const [method, to, body] of [
      ["PATCH", path, { name: "Open" }],
      ["POST", `${path}/renew`, undefined],
    ] as const) {
      expect(await ask(method, to, body)).toMatchObject({
        status: 409,
        body: { type: "urn:ecr-scout:problem:enrollment-closed" },
      });
    }
  });

  test("is in the audit list with what was asked for, and without its token", async () => {
    const { launch } = await created({ allowedAccounts: ["333333333333"] });
    const [entry] = api.audit.rows;
    expect(entry).toMatchObject({
      entry: {
        action: "Create an enrollment",
        target: { name: "All accounts" },
        request: { allowedAccounts: ["333333333333"] },
      },
    });
    const [, token = ""] = (launch?.parameters["SetupEndpoint"] ?? "").split("/v1/setup/");
    expect(JSON.stringify(entry)).not.toContain(token.split(".")[1]);
  });
});

describe("approving an integration", () => {
  test("connects it, says so, and may be repeated", async () => {
    const { integrationId } = await storedWaiting(await created());
    const path = `${ORGANIZATION}/integrations/${integrationId}/approve`;
    const approved = await ask("POST", path);
    expect(approved).toMatchObject({
      status: 200,
      body: { status: "connected", statusReason: null, enrollment: { approval: "approved" } },
    });
    expect(await ask("POST", path)).toEqual(approved);
    expect(api.reconcile.delayed).toHaveLength(2);
  });

  test("is refused where nobody has to, and for strangers", async () => {
    const { apiKey: _, ...own } = buildPending();
    const { apiKey: _key, ...foreign } = buildPending({ organizationId: "other" });
    for (const one of [own, foreign]) api.integrations.rows.set(one.integrationId, one);
    const approve = (id: string) => ask("POST", `${ORGANIZATION}/integrations/${id}/approve`);
    expect(await approve(own.integrationId)).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:no-approval-needed" },
    });
    expect(await approve(foreign.integrationId)).toMatchObject({ status: 404 });
  });

  test("lets it be listed and checked, which was refused before", async () => {
    const { integrationId } = await storedWaiting(await created());
    const path = `${ORGANIZATION}/integrations/${integrationId}`;
    expect(await ask("POST", `${path}/check`)).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:integration-waiting" },
    });
    await ask("POST", `${path}/approve`);
    expect(await ask("POST", `${path}/check`)).toMatchObject({ status: 202 });
  });
});
