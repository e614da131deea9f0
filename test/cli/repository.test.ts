import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RepositorySummary } from "../../core/contract/api-repositories.ts";
import { page } from "./fake-service.ts";
import { REGISTRY, repositoryOf } from "./integrations.ts";
import { makeWorkspace } from "./scout.ts";
import { runOnService, type ServiceAnswer } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

const OTHER = "333333333333.dkr.ecr.eu-west-1.amazonaws.com";
const vulnerabilities = { critical: 1, high: 0, medium: 2, low: 0, unspecified: 0 };

/** A service with these repositories, in pages of two; every change is done but that of `gone`. */
function having(...items: readonly RepositorySummary[]): ServiceAnswer {
  return (url, _path, method) => {
    if (method === "PATCH") return { body: { items: [] } };
    const prefix = url.searchParams.get("name") ?? "";
    const fitting = items.filter(({ name }) => name.startsWith(prefix));
    const from = Number(url.searchParams.get("cursor") ?? 0);
    return page(fitting.slice(from, from + 2), from + 2 < fitting.length ? String(from + 2) : null);
  };
}

function ask(answer: ServiceAnswer, ...args: readonly string[]) {
  return runOnService(workspace.folder, answer, ["repository", ...args]);
}

describe("list", () => {
  const items = [
    repositoryOf("base/alpine"),
    repositoryOf("team/api", {
      activated: true,
      imageCount: 1204,
      latest: {
        imageId: "1",
        digest: `sha256:${"1".repeat(64)}`,
        tags: ["v2"],
        platform: null,
        state: "analyzed",
        pushedAt: null,
        vulnerabilities,
      },
    }),
    repositoryOf("team/app", { registry: OTHER }),
  ];

  test("shows all pages, registry by registry", async () => {
    const run = await ask(having(...items), "list");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe(`
  ${REGISTRY}

  Repository   Analysed  Images  Latest  Vulnerabilities
  base/alpine  no        0       -       -
  team/api     yes       1,204   v2      1C 0H 2M 0L

  ${OTHER}

  Repository  Analysed  Images  Latest  Vulnerabilities
  team/app    no        0       -       -

  1 of 3 repositories analysed.

`);
  });

  test("asks for what a pattern begins with, and shows what fits", async () => {
    const run = await ask(having(...items), "ls", "team/*p?", "--deactivated", "--format", "json");
    expect(run.asked[0]?.what).toBe("GET /repositories?name=team%2F&activated=false&limit=500");
    expect(JSON.parse(run.stdout)).toEqual([items[1], items[2]]);
  });
});

describe("activate and deactivate", () => {
  /** What was sent to be changed. */
  const sent = (run: { asked: { what: string; body: unknown }[] }): unknown[] =>
    run.asked.filter(({ what }) => what.startsWith("PATCH")).map(({ body }) => body);

  test("find the registry of a name; patterns are the service's", async () => {
    const known = having(repositoryOf("team/api"), repositoryOf("team/app"));
    const run = await ask(known, "activate", "team/app", "base/*", "--latest", "5");
    expect(sent(run)).toEqual([
      {
        items: [
          { pattern: "base/*", activated: true, latest: 5 },
          { registry: REGISTRY, name: "team/app", activated: true, latest: 5 },
        ],
      },
    ]);
  });

  test("send a name with its registry as it is", async () => {
    const run = await ask(having(), "deactivate", "--purge", `${REGISTRY}/new`);
    expect(run.asked).toHaveLength(1);
    expect(sent(run)).toEqual([
      { items: [{ registry: REGISTRY, name: "new", activated: false, purge: true }] },
    ]);
  });

  test.each([
    ["a", "No connected registry has a repository a. Nothing was changed."],
    ["team/app", `Several registries have team/app: ${REGISTRY}, ${OTHER}. Nothing was changed.`],
  ])("%s changes nothing", async (name, message) => {
    const known = having(repositoryOf("team/app"), repositoryOf("team/app", { registry: OTHER }));
    const run = await ask(known, "activate", `${REGISTRY}/x`, name);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(sent(run)).toEqual([]);
  });

  test("tell what became of each, and end with 1 where some are unknown", async () => {
    const items = [
      { registry: REGISTRY, name: "a", result: "done", activated: true },
      { registry: null, name: "b*", result: "done", activated: false },
      { registry: REGISTRY, name: "c", result: "unknown", activated: false },
    ];
    const run = await ask(() => ({ body: { items } }), "deactivate", `${REGISTRY}/a`);
    expect(run.code).toBe(1);
    expect(run.stdout).toBe(`
  ! ${REGISTRY}/a: still analysed, since its integration analyses all
  ✓ b*
  ✗ ${REGISTRY}/c: unknown, and not changed

`);
  });

  test("1,200 names are three requests", async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `${REGISTRY}/r${index}`);
    const run = await ask(having(), "activate", ...names);
    expect(sent(run).map((body) => (body as { items: unknown[] }).items.length)).toEqual([
      500, 500, 200,
    ]);
  });
});
