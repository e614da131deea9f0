import { describe, expect, test } from "@jest/globals";
import { reconcileRegistry } from "../../../core/images/reconcile-registry.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";
import { createReconcileWorld, type ReconcileWorld } from "../../fixtures/reconcile-world.ts";

function namesListed(world: ReconcileWorld, query: Record<string, string> = {}) {
  return world.repositoriesListed(query).map(({ name }) => name);
}

/** Digests that an analysis was asked for. */
function asked(world: ReconcileWorld): readonly string[] {
  return world.queues.requests.messages.flatMap((message) =>
    "digest" in message ? [message.digest] : [],
  );
}

describe("the first listing of a registry", () => {
  test("with `all` makes every repository known, and has its latest image analysed", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("all");
    const old = listedImage("old", { pushedAt: "2026-11-01T10:00:00.000Z" });
    world.registries.create(registry, "team/app", old, listedImage("new"));
    world.registries.create(registry, "team/empty");
    await world.list(integrationId);
    await world.publish();
    expect(world.queues.requests.messages).toEqual([
      {
        organizationId: "demo",
        integrationId,
        registry,
        repository: "team/app",
        digest: listedImage("new").digest,
        cause: "activation",
        requestedAt: world.now().toISOString(),
      },
    ]);
    expect(world.repositoriesListed()).toMatchObject([
      { name: "team/app", integrationId, activated: true, chosen: false, imageCount: 1 },
      { name: "team/empty", activated: true, chosen: false, imageCount: 0, latest: null },
    ]);
  });

  test("with `selected` makes them known, and analyses nothing", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("selected");
    world.registries.create(registry, "team/app", listedImage("a"));
    await world.list(integrationId);
    await world.publish();
    expect(asked(world)).toEqual([]);
    expect(world.repositoriesListed()).toMatchObject([{ name: "team/app", activated: false }]);
  });
});

describe("a further listing", () => {
  test("finds new repositories, and analyses their latest image only", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("all");
    world.registries.create(registry, "known", listedImage("a"));
    await world.list(integrationId);
    world.queues.requests.messages.splice(0);
    world.registries.create(registry, "new", listedImage("b"));
    await world.list(integrationId);
    await world.publish();
    expect(asked(world)).toEqual([listedImage("b").digest]);
    expect(namesListed(world)).toEqual(["known", "new"]);
  });

  test.each([
    ["all", ["a", "b"]],
    ["selected", ["b"]],
  ] as const)(
    "analyses the latest image of each that is activated: %s",
    async (activation, names) => {
      const world = createReconcileWorld();
      const { integrationId, registry } = world.connect(activation);
      for (const name of ["a", "b"]) world.registries.create(registry, name, listedImage(name));
      await world.list(integrationId);
      world.queues.requests.messages.splice(0);
      const key = { organizationId: "demo", registry, repository: "b" };
      await world.repositories.update(key, { activated: true });
      await world.list(integrationId, { latest: true });
      expect(asked(world)).toEqual(names.map((name) => listedImage(name).digest));
    },
  );

  test("analyses so many of the latest images of a new one as its integration wants", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("selected");
    const integration = world.integrations.rows.get(integrationId);
    if (integration === undefined) throw new Error("it was connected");
    const since = "2026-11-20T00:00:00.000Z";
    const activationPatterns = [
      { pattern: "team/*", since, latest: 2 },
      { pattern: "*", since },
    ];
    world.integrations.rows.set(integrationId, { ...integration, activationPatterns });
    for (const name of ["base", "team/app"]) {
      const images = ["1", "2", "3"].map((day) =>
        listedImage(`${name}-${day}`, { pushedAt: `2026-11-1${day}T00:00:00Z` }),
      );
      world.registries.create(registry, name, ...images);
    }
    await world.list(integrationId);
    const latest = ["base-3", "team/app-3", "team/app-2"].map((name) => listedImage(name).digest);
    expect(asked(world)).toEqual(latest);
    world.queues.requests.messages.splice(0);
    await world.list(integrationId, { latest: true });
    expect(asked(world)).toEqual(latest.slice(0, 2));
  });

  test("forgets repositories that are gone, with their images", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("all");
    for (const name of ["stays", "goes"])
      world.registries.create(registry, name, listedImage(name));
    await world.list(integrationId);
    await world.analyzeAll();
    await world.publish();
    expect(world.imagesListed()).toHaveLength(2);
    world.registries.remove(registry, "goes");
    await world.list(integrationId);
    await world.analyzeAll();
    await world.publish();
    expect(namesListed(world)).toEqual(["stays"]);
    expect(world.imagesListed().map(({ repository }) => repository)).toEqual(["stays"]);
    expect([...world.repositories.rows.values()].map(({ repository }) => repository)).toEqual([
      "stays",
    ]);
  });

  test("of a registry that holds nothing forgets everything", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("selected");
    world.registries.create(registry, "only");
    await world.list(integrationId);
    world.registries.remove(registry, "only");
    await world.list(integrationId);
    await world.publish();
    expect(namesListed(world)).toEqual([]);
  });
});

describe("two accounts in two Regions each", () => {
  test("are four registries, whose repositories of one name are four", async () => {
    const world = createReconcileWorld();
    const places = ["222222222222", "333333333333"].flatMap((account) =>
      ["us-east-1", "eu-central-1"].map((region) => ({ account, region })),
    );
    const connected = places.map(({ account, region }, index) =>
      world.connect(index === 0 ? "all" : "selected", account, region),
    );
    for (const { registry } of connected) {
      world.registries.create(registry, "team/app", listedImage("a"));
    }
    for (const { integrationId } of connected) await world.list(integrationId);
    await world.publish();
    expect(world.repositoriesListed()).toHaveLength(4);
    const [first, second] = connected;
    expect(world.repositoriesListed({ activated: "true" })).toMatchObject([
      { registry: first?.registry, imageCount: 1 },
    ]);
    expect(world.repositoriesListed({ activated: "false" })).toHaveLength(3);
    expect(world.repositoriesListed({ integrationId: second?.integrationId ?? "" })).toMatchObject([
      { registry: second?.registry, imageCount: 0 },
    ]);
    world.registries.remove(second?.registry ?? "", "team/app");
    for (const { integrationId } of connected) await world.list(integrationId);
    await world.publish();
    expect(
      world
        .repositoriesListed()
        .map(({ registry }) => registry)
        .sort(),
    ).toEqual(
      connected
        .filter((one) => one !== second)
        .map(({ registry }) => registry)
        .sort(),
    );
  });
});

describe("10,000 repositories", () => {
  test("are listed in several runs, each name once, and forgotten in several", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect("all");
    const names = Array.from({ length: 10_000 }, (_, number) => `team-${number % 7}/app-${number}`);
    for (const name of names) world.registries.create(registry, name);
    const activated: string[] = [];

    /** @returns How many runs it took. */
    async function list(): Promise<number> {
      const { messages } = world.queues.reconcile;
      const requestedAt = world.now().toISOString();
      messages.push({ kind: "registry", organizationId: "demo", integrationId, requestedAt });
      let runs = 0;
      for (let next = messages.shift(); next; next = messages.shift()) {
        if (next.kind === "activated") activated.push(next.repository);
        if (next.kind !== "registry") continue;
        runs += 1;
        let chunks = 0;
        const mustStop = () => (chunks += 1) === 10;
        await reconcileRegistry(world.dependencies, next, { owner: "job", mustStop });
      }
      return runs;
    }

    expect(await list()).toBe(4);
    expect(activated.sort()).toEqual(names.sort());
    await world.publish();
    expect(world.repositories.rows.size).toBe(10_000);
    for (const name of names) world.registries.remove(registry, name);
    expect(await list()).toBe(4);
    expect(world.repositories.rows.size).toBe(0);
    expect(world.queues.requests.messages).toHaveLength(10_000);
    await world.publish();
    expect(world.repositoriesListed()).toEqual([]);
  });
});
