import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { CheckReport } from "../../core/contract/check-report.ts";
import { type FakeAnswer, page, problem } from "./fake-service.ts";
import { integrationOf, REGISTRY } from "./integrations.ts";
import { makeWorkspace, type ScoutOptions } from "./scout.ts";
import { runOnService, type ServiceAnswer } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const ID = "0123456789abcdef";
const REQUESTED = "2026-11-21T12:00:00.000Z";
const accepted: FakeAnswer = { status: 202, body: { integrationId: ID, requestedAt: REQUESTED } };

/** A service with one integration, whose requests are answered so. */
function ask(
  answers: Readonly<Record<string, FakeAnswer | (() => FakeAnswer)>>,
  args: readonly string[],
  options?: ScoutOptions,
) {
  const answer: ServiceAnswer = (_url, path, method) => {
    if (method === "GET" && path === "/integrations") return page([integrationOf()]);
    const found = answers[`${method} ${path.replace(`/integrations/${ID}`, "")}`];
    return typeof found === "function" ? found() : found;
  };
  return runOnService(workspace.folder, answer, ["integration", ...args], options);
}

function reportOf(checkedAt: string, outcome: CheckReport["outcome"] = "ok"): CheckReport {
  return {
    integrationId: ID,
    checkedAt,
    outcome,
    findings: [
      { code: "role", outcome: "ok", message: "The role lets us in.", remedy: null },
      {
        code: "rules",
        outcome,
        message: "The rule was looked at.",
        remedy: outcome === "ok" ? null : "Update the stack.",
      },
    ],
  };
}

describe("check", () => {
  /** There is no report, then an old one, then the one that was asked for. */
  function reports(last: CheckReport): () => FakeAnswer {
    const answers = [problem(404, "None yet."), { body: reportOf("2026-11-20T12:00:00.000Z") }];
    return () => answers.shift() ?? { body: last };
  }

  test("waits for the report that was asked for, and shows it", async () => {
    const waits: number[] = [];
    const report = reportOf("2026-11-21T12:00:02.000Z", "error");
    const answers = { "POST /check": accepted, "GET /check": reports(report) };
    const run = await ask(answers, ["check"], { waits });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(waits).toHaveLength(3);
    expect(run.stdout).toBe(`
  0123456789abcdef (${REGISTRY}), checked
  2026-11-21 12:00 UTC

  ✓ The role lets us in.
  ✗ The rule was looked at.
    → Update the stack.

  1 thing broken.

`);
  });

  test.each([
    ["error", 2],
    ["warning", 0],
    ["ok", 0],
  ] as const)("--exit-code with the outcome %s is %d", async (outcome, code) => {
    const last = { body: reportOf(REQUESTED, outcome) };
    const answers = { "POST /check": accepted, "GET /check": last };
    const run = await ask(answers, ["check", ID, "--exit-code", "--format", "json"]);
    expect(run.code).toBe(code);
    expect(JSON.parse(run.stdout)).toEqual(last.body);
  });

  test("--last asks for none", async () => {
    const run = await ask({ "GET /check": { body: reportOf(REQUESTED) } }, ["check", "--last"]);
    expect(run.stdout).toContain("All is well.");
    expect(run.asked.map(({ what }) => what)).toEqual([
      "GET /integrations",
      `GET /integrations/${ID}/check`,
    ]);
  });

  test("one that does not end is an error that says how to go on", async () => {
    const old = { body: reportOf("2026-11-20T12:00:00.000Z") };
    const run = await ask({ "POST /check": accepted, "GET /check": old }, ["check"]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("with --last");
  });

  test("a failing service is no missing report", async () => {
    const answers = { "POST /check": accepted, "GET /check": problem(500, "A defect.") };
    const run = await ask(answers, ["check"]);
    expect(run.stderr).toContain("answered 500: A defect.");
  });
});

test("rotate asks for a new key", async () => {
  const run = await ask({ "POST /rotate": accepted }, ["rotate", "222222222222"]);
  expect(run.code).toBe(0);
  expect(run.asked.at(-1)?.what).toBe(`POST /integrations/${ID}/rotate`);
  expect(run.stdout).toMatch(/scout\s+integration check 0123456789abcdef says how it went/);
});

test("rotate --revoke has the old key refused at once", async () => {
  const run = await ask({ "POST /rotate": accepted }, ["rotate", "222222222222", "--revoke"]);
  expect(run.code).toBe(0);
  expect(run.asked.at(-1)).toMatchObject({
    what: `POST /integrations/${ID}/rotate`,
    body: { revokeOld: true },
  });
  expect(run.stdout).toMatch(/The old key is refused from now on/);
});
