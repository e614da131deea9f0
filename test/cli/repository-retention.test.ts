import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { page } from "./fake-service.ts";
import { REGISTRY, repositoryOf } from "./integrations.ts";
import { makeWorkspace } from "./scout.ts";
import { runOnService } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

/** A service with `team/app`; the last request's changes are answered so. */
function keep(args: readonly string[], answered: readonly object[] = []) {
  const items = answered.map((item) => ({ registry: REGISTRY, ...item }));
  return runOnService(
    workspace.folder,
    (_url, _path, method) =>
      method === "GET" ? page([repositoryOf("team/app")]) : { body: { items } },
    ["repository", "retention", ...args],
  );
}

describe("repository retention", () => {
  test.each<[readonly string[], object | null]>([
    [["--keep-latest", "20"], { keepLatest: 20 }],
    [["--max-age-days", "1", "--keep-latest", "20"], { maxAgeDays: 1, keepLatest: 20 }],
    [["--as-integration"], null],
  ])("%j asks for that", async (args, retention) => {
    const run = await keep(["team/app", ...args]);
    expect(run.asked.at(-1)).toEqual({
      what: "PATCH /repositories",
      body: { items: [{ registry: REGISTRY, name: "team/app", retention }] },
    });
  });

  test("tells what became of each", async () => {
    const done = { result: "done", activated: true } as const;
    const run = await keep(
      [`${REGISTRY}/a`, "--registry", REGISTRY, "--keep-latest", "3"],
      [
        { ...done, name: "a", retention: { maxAgeDays: 1, keepLatest: 3 } },
        { ...done, name: "b", activated: false, retention: null },
        { name: "c", result: "unknown", activated: false },
      ],
    );
    expect(run.code).toBe(1);
    expect(run.stdout).toBe(`
  ✓ ${REGISTRY}/a: keeps 1 day, the latest 3
  ✓ ${REGISTRY}/b: as its integration
  ✗ ${REGISTRY}/c: unknown, and not changed

`);
  });

  test.each<[readonly string[], string]>([
    [["team/app"], "Say what is to be kept"],
    [["team/app", "--as-integration", "--keep-latest", "3"], "Give one or the other."],
    [["team/*", "--keep-latest", "3"], "team/* is a pattern"],
  ])("%j is refused before anything is asked", async (args, message) => {
    const run = await keep(args);
    expect(run).toMatchObject({ code: 1, stdout: "", asked: [] });
    expect(run.stderr.replace(/\s+/g, " ")).toContain(message);
  });
});
