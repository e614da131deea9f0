import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { EnrollmentSummary } from "../../core/contract/api-enrollments.ts";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import { page } from "./fake-service.ts";
import { integrationOf } from "./integrations.ts";
import { makeWorkspace, type ScoutOptions } from "./scout.ts";
import { runOnService, type ServiceAnswer } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const ID = "00000000000000e1";
const PARAMETERS = {
  ExternalIdPrefix: "p".repeat(32),
  SetupEndpoint: `https://x/v1/setup/${ID}.s`,
};

function enrollmentOf(fields: Partial<EnrollmentSummary> = {}): EnrollmentSummary {
  return {
    enrollmentId: ID,
    name: "All accounts",
    allowedAccounts: ["222222222222"],
    activation: "all",
    delivery: "events",
    scope: null,
    createdAt: "2026-11-21T20:40:00.000Z",
    closedAt: null,
    launch: {
      templateUrl: "https://templates.example/organization.yaml",
      stackSetName: "DockerScoutECRIntegration",
      parameters: PARAMETERS,
      commands: {
        createStackSet: `aws cloudformation create-stack-set ${"x".repeat(500)}`,
        createStackInstances: "aws cloudformation create-stack-instances",
      },
    },
    ...fields,
  };
}

const CLOSED = enrollmentOf({
  enrollmentId: "00000000000000f2",
  name: "Old",
  allowedAccounts: "*",
  closedAt: "2026-11-22T08:00:00.000Z",
  launch: null,
});
const WAITING = integrationOf({
  integrationId: "aaaaaaaaaaaaaaaa",
  status: "pending",
  statusReason: "Account 222222222222 is not on the allow-list.",
  enrollment: { enrollmentId: ID, approval: "waiting" },
});
const CONNECTED = integrationOf({ enrollment: { enrollmentId: ID, approval: "allowed" } });

/** A service with an enrollment, a closed one, and what came of them. */
function having(...integrations: readonly IntegrationSummary[]): ServiceAnswer {
  return (_url, path, method) => {
    if (method === "GET" && path === "/integrations") return page(integrations);
    if (method === "GET") return page([enrollmentOf(), CLOSED]);
    if (path.startsWith("/integrations/")) return { body: CONNECTED };
    return { body: enrollmentOf() };
  };
}

function ask(args: readonly string[], answer = having(CONNECTED, WAITING), options?: ScoutOptions) {
  return runOnService(workspace.folder, answer, args, options);
}

describe("list", () => {
  test("shows a line each, with who is connected and who waits", async () => {
    const run = await ask(["enrollment", "list"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe(`
  ID                Name          Status  Allowed    Connected  Waiting
  00000000000000e1  All accounts  open    1 account  1          1
  00000000000000f2  Old           closed  all        0          0

`);
  });

  test("of none says how to begin", async () => {
    const run = await ask(["enrollment", "list"], () => page([]));
    expect(run.stdout).toContain("scout enrollment create NAME");
  });

  test("in JSON is what the service answers, fields of a newer one included", async () => {
    const newer = { ...enrollmentOf(), fromTomorrow: 1 };
    const run = await ask(["enrollment", "list", "--format", "json"], () => page([newer]));
    expect(JSON.parse(run.stdout)).toEqual([newer]);
  });
});

describe("show", () => {
  test("has the commands uncut, and who waits; the open one where none is named", async () => {
    const run = await ask(["enrollment", "show"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(`\naws cloudformation create-stack-set ${"x".repeat(500)}\n`);
    expect(run.stdout).toContain(PARAMETERS.SetupEndpoint);
    expect(run.stdout).toContain("2 registries, 1 waiting");
    expect(run.stdout).toContain("aaaaaaaaaaaaaaaa  222222222222  us-east-1");
    expect(run.stdout).toContain("scout integration approve ID");
  });

  test("is told of by its name, or the beginning of its identifier", async () => {
    for (const name of ["Old", "00000000000000f"]) {
      const run = await ask(["enrollment", "show", name, "--format", "json"]);
      expect(JSON.parse(run.stdout)).toEqual(CLOSED);
    }
    const several = await ask(["enrollment", "show", "0000"]);
    expect(several).toMatchObject({ code: 1, stdout: "" });
    expect(several.stderr).toContain('"0000" names several');
    const none = await ask(["enrollment", "show", "Nothing"]);
    expect(none.stderr).toContain('No enrollment is "Nothing"');
  });
});

describe("changes", () => {
  test.each<[string[], string, unknown]>([
    [
      ["create", "New", "--allow", "222222222222,333333333333", "--scope", "team/*"],
      "POST /enrollments",
      {
        name: "New",
        allowedAccounts: ["222222222222", "333333333333"],
        activation: "selected",
        delivery: "events",
        scope: ["team/*"],
      },
    ],
    [
      ["create", "New", "--allow", "*", "--activation", "all", "--delivery", "poll"],
      "POST /enrollments",
      { name: "New", allowedAccounts: "*", activation: "all", delivery: "poll" },
    ],
    [
      ["allow", ID, "444444444444"],
      `PATCH /enrollments/${ID}`,
      { allowedAccounts: ["222222222222", "444444444444"] },
    ],
    [["allow", ID, "--only", "4"], `PATCH /enrollments/${ID}`, { allowedAccounts: ["4"] }],
    [["allow", ID, "*"], `PATCH /enrollments/${ID}`, { allowedAccounts: "*" }],
    [["renew", ID], `POST /enrollments/${ID}/renew`, undefined],
    [["close", ID, "--yes"], `DELETE /enrollments/${ID}`, undefined],
  ])("%j asks for what it says", async (args, what, body) => {
    const run = await ask(["enrollment", ...args]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const change = run.asked.find((request) => !request.what.startsWith("GET"));
    expect(change?.what).toBe(what);
    expect(change?.body ?? undefined).toEqual(body);
  });

  test("close asks first, and needs --yes where nobody can be asked", async () => {
    const run = await ask(["enrollment", "close", ID]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("add --yes");
    expect(run.asked.every(({ what }) => what.startsWith("GET"))).toBe(true);
  });
});

describe("an integration that waits", () => {
  test("says what to do", async () => {
    const run = await ask(["integration", "list"]);
    expect(run.stdout).toContain("is not on the allow-list");
  });

  test("is approved by its account", async () => {
    const run = await ask(["integration", "approve", "222222222222"], having(WAITING));
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.asked.at(-1)?.what).toBe("POST /integrations/aaaaaaaaaaaaaaaa/approve");
    expect(run.stdout).toContain("Enrollment");
  });
});
