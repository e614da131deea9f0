import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { page } from "./fake-service.ts";
import { integrationOf } from "./integrations.ts";
import { makeWorkspace } from "./scout.ts";
import { runOnService } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const ID = "0123456789abcdef";
const retention = { maxAgeDays: 90, keepLatest: 20 };

function set(...args: readonly string[]) {
  return runOnService(
    workspace.folder,
    (_url, _path, method) =>
      method === "GET"
        ? page([integrationOf()])
        : { body: integrationOf({ activation: "all", retention }) },
    ["integration", "set", "222222222222", ...args],
  );
}

describe("integration set", () => {
  test.each<[readonly string[], object]>([
    [["--activation", "selected"], { activation: "selected" }],
    [["--activation", "all", "--latest", "5"], { activation: "all", latest: 5 }],
    [["--max-age-days", "90", "--keep-latest", "20"], { retention }],
    [["--keep-latest", "20"], { retention: { keepLatest: 20 } }],
    [["--keep-all"], { retention: null }],
    [["--activation", "all", "--keep-all"], { activation: "all", retention: null }],
  ])("%j asks for that", async (args, body) => {
    const run = await set(...args);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.asked.at(-1)).toEqual({ what: `PATCH /integrations/${ID}`, body });
  });

  test("shows the integration as it is then", async () => {
    const run = await set("--activation", "all");
    expect(run.stdout).toMatch(/Analyses {2,}all repositories/);
    expect(run.stdout).toMatch(/Keeps {2,}90 days, the latest 20/);
  });

  test.each<[readonly string[], string]>([
    [[], "Say what is to be changed"],
    [["--latest", "5"], "takes --activation all"],
    [["--activation", "selected", "--latest", "5"], "takes --activation all"],
    [["--keep-all", "--keep-latest", "5"], "Give one or the other."],
    [["--keep-latest", "0"], "Write a whole number from 1 to 100000."],
    [["--max-age-days", "9.5"], "Write a whole number from 1 to 3650."],
  ])("%j is refused before anything is asked", async (args, message) => {
    const run = await set(...args);
    expect(run).toMatchObject({ code: 1, stdout: "", asked: [] });
    expect(run.stderr.replace(/\s+/g, " ")).toContain(message);
  });
});
