import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type FakeAnswer, page } from "./fake-service.ts";
import { integrationOf } from "./integrations.ts";
import { makeWorkspace, type ScoutOptions } from "./scout.ts";
import { runOnService, type ServiceAnswer } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const ID = "0123456789abcdef";
const REQUESTED = "2026-11-21T12:00:00.000Z";

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

describe("remove", () => {
  const url = "https://console.example/stack";
  const counts = { repositories: 2, images: 1204, others: 1, tags: 1, documents: 9 };
  const purge = { state: "purged", startedAt: REQUESTED, finishedAt: REQUESTED, ...counts };
  const stack = { stackId: "arn:s", url };
  const body = { integrationId: ID, removedAt: REQUESTED, stack, purge };
  const removed: FakeAnswer = { body };
  const asks = (run: { asked: { what: string }[] }): string[] =>
    run.asked.map(({ what }) => what).filter((what) => what.startsWith("DELETE"));

  test.each(["y\n", "YES\n"])("asks at a terminal; %j removes", async (input) => {
    const run = await ask({ "DELETE ": removed }, ["remove", ID], { columns: 80, input });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("Remove it? [y/N]");
    expect(run.stdout).toContain(`    ${url}\n`);
    expect(asks(run)).toEqual([`DELETE /integrations/${ID}`]);
  });

  test.each(["n\n", "\n", "", "yesterday\n"])(
    "anything else (%j) removes nothing",
    async (input) => {
      const run = await ask({ "DELETE ": removed }, ["remove", ID], {
        columns: 80,
        input,
      });
      expect(run).toMatchObject({ code: 0, stdout: "" });
      expect(run.stderr).toContain("Nothing was removed.");
      expect(asks(run)).toEqual([]);
    },
  );

  test("where nobody can be asked it takes --yes", async () => {
    const refused = await ask({ "DELETE ": removed }, ["remove", ID], { input: "y\n" });
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("If you mean it, add --yes.");
    expect(asks(refused)).toEqual([]);
    const run = await ask({ "DELETE ": removed }, ["rm", ID, "--yes", "--format", "json"]);
    expect(JSON.parse(run.stdout)).toEqual(removed.body);
  });

  test("takes a name: the only one is not guessed", async () => {
    const run = await ask({ "DELETE ": removed }, ["remove", "--yes"]);
    expect(run.stderr).toContain("missing required argument 'integration'");
  });

  test("waits until all is purged, and says what it was", async () => {
    const states = [
      { ...purge, state: "purging", startedAt: null, finishedAt: null },
      { ...purge, state: "purging", finishedAt: null },
      purge,
    ].map((one): FakeAnswer => ({ body: { ...body, purge: one } }));
    const [first = removed, ...later] = states;
    const waits: number[] = [];
    const answers = { "DELETE ": first, "GET /removal": () => later.shift() ?? first };
    const run = await ask(answers, ["remove", "0123", "--yes"], { waits });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(waits).toEqual([2000, 2000]);
    expect(`\n${run.stdout}`).toBe(`
  0123456789abcdef was removed. Purged with it: 2 repositories, 1,204 images, 1
  tag, 9 documents of packages and findings, 1 other record.

  Its stack is still in the AWS account, where its secret costs money and its
  rule sends events that are refused. Delete it there:
    https://console.example/stack
`);
  });

  test("--no-wait shows what is known at once", async () => {
    const going = { ...purge, state: "purging", startedAt: null, finishedAt: null };
    const answer = { body: { ...body, stack: null, purge: going } };
    const run = await ask({ "DELETE ": answer }, ["remove", "0123", "--yes", "--no-wait"]);
    expect(run.asked.map(({ what }) => what)).toEqual([
      "GET /integrations",
      `DELETE /integrations/${ID}`,
    ]);
    expect(run.stdout).toContain("scout integration remove 0123456789abcdef");
  });

  test("one that was removed before is shown again, and not asked about", async () => {
    const run = await ask({ "GET /removal": removed }, ["remove", ID]);
    expect(run.code).toBe(0);
    expect(run.asked.map(({ what }) => what)).toEqual([`GET /integrations/${ID}/removal`]);
    expect(run.stdout).toContain("1,204 images");
  });

  test("what went long ago is not known any more", async () => {
    const run = await ask({ "GET /removal": { body: { ...body, purge: null } } }, ["remove", ID]);
    expect(run.stdout).toContain("What went with it is not known any more.");
  });
});
