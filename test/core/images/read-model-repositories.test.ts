import { beforeEach, describe, expect, test } from "@jest/globals";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReadModelDraft, RepositoryEntry } from "../../../core/images/read-model-draft.ts";
import { applyRepositoryRecords } from "../../../core/images/read-model-repositories.ts";
import { createMemoryRepositoryStore } from "../../fixtures/memory-ports.ts";

const REGISTRY = "222222222222.dkr.ecr.us-east-1.amazonaws.com";
const OTHER = "333333333333.dkr.ecr.us-east-1.amazonaws.com";

let repositories: ReturnType<typeof createMemoryRepositoryStore>;
let rows: Map<string, RepositoryEntry>;
let reads: number;

beforeEach(() => {
  repositories = createMemoryRepositoryStore();
  rows = new Map();
  reads = 0;
});

function keyOf(repository: string, registry = REGISTRY) {
  return { organizationId: "demo", registry, repository };
}

async function store(repository: string, registry = REGISTRY): Promise<void> {
  const more = { integrationId: "i", activated: true, firstSeenAt: "2026-11-21T12:00:00.000Z" };
  await repositories.ensure({ ...keyOf(repository, registry), ...more });
}

function apply(...changes: readonly ReadModelChange[]) {
  const draft: ReadModelDraft = {
    isNew: false,
    putImage: () => undefined,
    removeImage: () => undefined,
    digestsOf: () => [],
    putRepository: (entry) => rows.set(`${entry.registry} ${entry.repository}`, entry),
    removeRepository: (registry, repository) => rows.delete(`${registry} ${repository}`),
    hasRecord: (registry, repository) => rows.has(`${registry} ${repository}`),
    repositoriesOf: (registry) =>
      [...rows.values()].filter((row) => row.registry === registry).map((row) => row.repository),
  };
  const counted = {
    ...repositories,
    get(key: Parameters<typeof repositories.get>[0]) {
      reads += 1;
      return repositories.get(key);
    },
  };
  return applyRepositoryRecords(counted, draft, changes);
}

function imageChange(repository: string): ReadModelChange {
  return { kind: "image", ...keyOf(repository), digest: "sha256:0" };
}

describe("a change of a repository's record", () => {
  test.each(["repository-record", "repository"] as const)("is read again: %s", async (kind) => {
    await store("a");
    await apply({ kind, ...keyOf("a") });
    expect([...rows.values()]).toMatchObject([{ repository: "a", activated: true }]);
    await repositories.remove(keyOf("a"));
    await apply({ kind, ...keyOf("a") });
    expect(rows.size).toBe(0);
  });

  test("that can't be read fails alone", async () => {
    await store("a");
    const error = new Error("throttled");
    repositories.get = (key) =>
      key.repository === "b"
        ? Promise.reject(error)
        : Promise.resolve({ ...keyOf("a"), integrationId: "i", activated: true, firstSeenAt: "" });
    const [a, b] = ["a", "b"].map((name) => ({
      kind: "repository-record" as const,
      ...keyOf(name),
    }));
    if (!a || !b) throw new Error("never");
    expect(await apply(a, b)).toEqual([{ change: b, error }]);
    expect(rows.size).toBe(1);
  });
});

describe("a change of an image", () => {
  test("makes its repository's record known, once", async () => {
    await store("a");
    await apply(imageChange("a"), imageChange("a"));
    expect([rows.size, reads]).toEqual([1, 1]);
    await apply(imageChange("a"));
    expect(reads).toBe(1);
  });
});

describe("a change of a registry", () => {
  test("has every record read again, of this registry alone", async () => {
    for (const name of ["a", "b"]) await store(name);
    await store("a", OTHER);
    await apply({ kind: "registry", organizationId: "demo", registry: REGISTRY });
    expect([...rows.keys()]).toEqual([`${REGISTRY} a`, `${REGISTRY} b`]);
    await apply({ kind: "registry", organizationId: "demo", registry: OTHER });
    for (const name of ["a", "b"]) await repositories.remove(keyOf(name));
    await store("c");
    await apply({ kind: "registry", organizationId: "demo", registry: REGISTRY });
    expect([...rows.keys()].sort()).toEqual([`${REGISTRY} c`, `${OTHER} a`]);
  });

  test("reads all pages of the organization", async () => {
    for (let number = 0; number < 2500; number += 1) await store(`r${number}`);
    await apply({ kind: "registry", organizationId: "demo", registry: REGISTRY });
    expect(rows.size).toBe(2500);
  });

  test("that can't be read fails, and the others don't", async () => {
    await store("a");
    const error = new Error("throttled");
    repositories.list = () => Promise.reject(error);
    const change = { kind: "registry", organizationId: "demo", registry: REGISTRY } as const;
    expect(await apply(change, { kind: "repository-record", ...keyOf("a") })).toEqual([
      { change, error },
    ]);
    expect(rows.size).toBe(1);
  });
});
