import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import { page, problem } from "./fake-service.ts";
import { integrationOf, pendingIntegration, REGISTRY } from "./integrations.ts";
import { makeWorkspace, scout, type ScoutOptions } from "./scout.ts";
import { runOnService, type ServiceAnswer, type ServiceRun } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

/** A service with these integrations, each at its own address, too. */
function having(...items: readonly IntegrationSummary[]): ServiceAnswer {
  return (_url, path, method) => {
    if (method === "GET" && path === "/integrations") return page(items);
    const found = items.find(({ integrationId }) => path === `/integrations/${integrationId}`);
    return method === "GET" && found !== undefined ? { body: found } : undefined;
  };
}

function ask(answer: ServiceAnswer, args: readonly string[], options?: ScoutOptions) {
  return runOnService(workspace.folder, answer, ["integration", ...args], options);
}

describe("list", () => {
  test("shows a line each, then what is wrong", async () => {
    const broken = integrationOf({
      integrationId: "aa",
      status: "error",
      statusLabel: "Error",
      statusReason: "Its stack was deleted in AWS. Launch it again, or remove the integration.",
    });
    const run = await ask(having(pendingIntegration(), broken), ["list"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe(`
  ID                Status   Account       Region     Event  Pull  Template
  fedcba9876543210  Pending  -             -          -      -     -
  aa                Error    222222222222  us-east-1  -      -     3

  aa: Its stack was deleted in AWS. Launch it again, or remove the integration.

`);
  });

  test("shows how long ago things happened, and more where there is room", async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const busy = integrationOf({
      activity: {
        lastEventAt: ago(0.5),
        lastPullAt: ago(185),
        lastReconciledAt: null,
        missedEvents: 0,
      },
      advisoriesAsOf: ago(60 * 24 * 5),
    });
    const wide = await ask(having(busy), ["list"], { environment: { COLUMNS: "100" } });
    expect(wide.stdout).toMatch(/Event {2}Pull {2}Template {2}Advisories\n/);
    expect(wide.stdout).toMatch(/ now {4}3h {4}\d+ {9}5d\n/);
  });

  test("of none says how to begin", async () => {
    const run = await ask(having(), ["list"]);
    expect(run.stdout).toContain("An owner begins with: scout integration create");
  });

  test("in JSON is what the service answers, fields of a newer one included", async () => {
    const newer = { ...integrationOf(), fromTomorrow: 1 };
    const run = await ask(() => page([newer]), ["list", "--format", "json"]);
    expect(JSON.parse(run.stdout)).toEqual([newer]);
  });
});

describe("show", () => {
  test("tells owners what launches the stack, uncut", async () => {
    const url = `https://console.example/create?param_RepositoryScope=${"x".repeat(5000)}`;
    const run = await ask(having(pendingIntegration({ url })), ["show"]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`\n    ${url}\n`);
    expect(run.stdout).toContain("until 2026-12-05 20:40 UTC.");
    expect(run.stdout).toContain("  ExternalId  e1\n");
    expect(run.stdout).toContain("scout integration show fedcba9876543210");
  });

  test("tells what happened, and what an update brings", async () => {
    const changed = integrationOf({
      activity: {
        lastEventAt: "2026-11-21T21:00:00Z",
        lastPullAt: null,
        lastReconciledAt: null,
        missedEvents: 1204,
      },
      scope: ["team/*"],
      retention: { maxAgeDays: 90 },
      lastCheck: { outcome: "warning", checkedAt: "2026-11-21T21:05:00Z" },
      templateUpdate: { from: "2", to: "3", changes: ["The key is rotated."], url: null },
    });
    const { stdout } = await ask(having(changed), ["show", "0123"]);
    for (const part of [
      "Last event  2026-11-21 21:00 UTC",
      "Missed      1,204 pushes and deletes, found by comparing",
      "May read    team/*",
      "Keeps       90 days",
      "Checked     ! 2026-11-21 21:05 UTC",
      "Version 3 instead of 2 brings:\n    - The key is rotated.",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test.each([
    [[], "There is no integration yet."],
    [["x"], 'No integration is "x".'],
    [["222222222222"], `"222222222222" names several: 01 (${REGISTRY}), 02 (`],
    [[""], 'No integration is "".'],
  ])("%j that can't be told apart is an error", async (names, message) => {
    const items = [integrationOf({ integrationId: "01" }), integrationOf({ integrationId: "02" })];
    const run = await ask(having(...(names.length === 0 ? [] : items)), ["show", ...names]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain(message);
  });

  test("a whole identifier is never ambiguous", async () => {
    const items = [integrationOf({ integrationId: "01" }), integrationOf({ integrationId: "012" })];
    expect((await ask(having(...items), ["show", "01"])).stdout).toContain("ID         01\n");
  });
});

describe("create", () => {
  const created: ServiceAnswer = (_url, path, method) =>
    method === "POST" && path === "/integrations"
      ? { status: 201, body: pendingIntegration() }
      : undefined;

  test("asks for what was given, and shows the link", async () => {
    const given = ["--activation", "all", "--region", "eu-west-1", "--scope", "team/*,base"];
    const run = await ask(created, ["create", ...given, "--delivery", "poll"]);
    expect(run.asked).toEqual([
      {
        what: "POST /integrations",
        body: {
          activation: "all",
          region: "eu-west-1",
          scope: ["team/*", "base"],
          delivery: "poll",
        },
      },
    ]);
    expect(run.stdout).toContain("    https://console.example/create?param_ExternalId=e1\n");
  });

  /** Creates with --wait; the integration is pending until so many looks. */
  async function createAndWait(outcome: IntegrationSummary): Promise<ServiceRun> {
    let looks = 0;
    const answer: ServiceAnswer = (url, path, method) => {
      if (method === "POST") return created(url, path, method);
      looks += 1;
      return { body: looks < 3 ? pendingIntegration() : outcome };
    };
    return ask(answer, ["create", "--wait"]);
  }

  test("--wait shows the link at once, and the connected integration at the end", async () => {
    const run = await createAndWait(integrationOf());
    expect(run.code).toBe(0);
    expect(run.stderr).toBe(
      "Integration fedcba9876543210 waits for its stack. Open:\nhttps://console.example/create?param_ExternalId=e1\n",
    );
    expect(run.stdout).toContain(`Registry   ${REGISTRY}`);
    expect(run.asked).toHaveLength(4);
  });

  test("--wait ends with 1 and the reason where it can't be connected", async () => {
    const failed = integrationOf({ status: "error", statusReason: "The role is open to all." });
    const run = await createAndWait(failed);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain("could not be connected: The role is open to all.");
  });

  test("--wait can be interrupted", async () => {
    const interruption = new AbortController();
    const answer: ServiceAnswer = () => ({ body: pendingIntegration() });
    const run = await ask(answer, ["create", "--wait"], {
      signal: interruption.signal,
      onWait: () => {
        interruption.abort();
      },
    });
    expect(run.code).toBe(130);
  });

  test("what the service refuses is told in its words", async () => {
    const run = await ask(() => problem(403, "Only owners may do that."), ["create"]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toBe(
      "scout: The service at http://service answered 403: Only owners may do that.\n",
    );
  });
});

test("without a service it says what to set", async () => {
  const run = await scout(workspace.folder, ["integration", "list"]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain("Set SCOUT_URL and SCOUT_TOKEN, or start local mode");
});

test("a service that does not answer is named", async () => {
  const environment = { SCOUT_URL: "http://127.0.0.1:1", SCOUT_TOKEN: "x" };
  const run = await scout(workspace.folder, ["repo", "ls"], { environment });
  expect(run.stderr).toMatch(/^scout: No service answers at http:\/\/127\.0\.0\.1:1 \(/);
});
