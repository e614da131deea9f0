import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { page } from "./fake-service.ts";
import { REGISTRY, repositoryOf } from "./integrations.ts";
import { makeWorkspace, type ScoutOptions } from "./scout.ts";
import { runOnService, type ServiceAnswer } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const OTHER = "333333333333.dkr.ecr.eu-west-1.amazonaws.com";
const known = [
  repositoryOf("team/app"),
  repositoryOf("team/api", { activated: true }),
  repositoryOf("both"),
  repositoryOf("both", { registry: OTHER }),
];
const LIST =
  "team/app\nteam/api\nboth\nnone\nhub.docker.com/acme/web\nold disabled\nWhat's next?\n";

/** A service that knows these, and does every change. */
const service: ServiceAnswer = (_url, _path, method) =>
  method === "GET"
    ? page(known)
    : {
        body: {
          items: [{ registry: REGISTRY, name: "team/app", result: "done", activated: true }],
        },
      };

function importing(args: readonly string[], options?: ScoutOptions) {
  return runOnService(workspace.folder, service, ["import", "docker-scout", ...args], options);
}

test("by itself nothing is changed: it shows what would be, and what can't", async () => {
  const run = await importing([], { input: LIST });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.asked.map(({ what }) => what)).toEqual(["GET /repositories?limit=500"]);
  expect(run.stdout).toBe(`
  ## Would be activated (1)

  ${REGISTRY}/team/app

  ## In several registries (1)

  both: ${REGISTRY}, ${OTHER}

  Say which with --registry, or write the registry before the name.

  ## In no connected registry (1)

  none

  Connect their registry first: scout integration create. A repository that was
  just made appears some seconds later.

  ## Not in Amazon ECR (1)

  docker.io/acme/web

  These are watched from a machine of yours, for example: scout watch --registry
  docker.io --repository acme/web

  ## Together

  1 to activate, 1 analysed already, 1 unknown, 1 in several registries, 1
  elsewhere, 1 not enabled in Docker Scout, left out.
  1 line left out, the first: "What's next?"

  Nothing was changed. To activate them, add --apply.

`);
});

test("--apply activates them, and ends with 1 where some could not be", async () => {
  const run = await importing(["--apply", "--format", "json"], { input: LIST });
  expect(run.code).toBe(1);
  expect(run.asked[1]).toEqual({
    what: "PATCH /repositories",
    body: { items: [{ registry: REGISTRY, name: "team/app", activated: true }] },
  });
  expect(JSON.parse(run.stdout)).toMatchObject({
    applied: true,
    activate: [{ registry: REGISTRY, name: "team/app" }],
    unknown: [{ name: "none" }],
    results: [{ name: "team/app", result: "done" }],
  });
});

test("--registry says whose the names are", async () => {
  const run = await importing(["--registry", OTHER, "--apply"], { input: "both\n" });
  expect(run.code).toBe(0);
  expect(run.asked[1]?.body).toEqual({
    items: [{ registry: OTHER, name: "both", activated: true }],
  });
});

describe("a file", () => {
  test.each([
    ["UTF-8", Buffer.from("team/app\n")],
    ["UTF-16, as Windows writes it", Buffer.from("\uFEFFteam/app\r\n", "utf16le")],
  ])("in %s is read", async (_encoding, bytes) => {
    const file = join(workspace.folder, "list.txt");
    await writeFile(file, bytes);
    const run = await importing(["--file", file]);
    expect(run.stdout).toContain(`${REGISTRY}/team/app`);
  });

  test("that is not there is an error", async () => {
    const run = await importing(["--file", "/none"]);
    expect(run).toMatchObject({ code: 1, asked: [] });
    expect(run.stderr).toContain("/none can't be read (there is no such file)");
  });
});

test.each([
  ["", "The list names no repository. Give one"],
  ["What's next?\n", 'names no repository. Its first line is "What\'s next?". Give one'],
])("a list without a repository (%j) is an error", async (input, message) => {
  const run = await importing([], { input });
  expect(run).toMatchObject({ code: 1, asked: [] });
  expect(run.stderr).toContain(message);
});

test("at a terminal without a file it says what to give", async () => {
  const run = await importing([], { columns: 80 });
  expect(run).toMatchObject({ code: 1, asked: [] });
  expect(run.stderr).toContain("Name a file with --file");
});
