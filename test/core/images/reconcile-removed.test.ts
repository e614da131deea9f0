import { describe, expect, test } from "@jest/globals";
import { findingsKeyOf, inventoryKeyOf } from "../../../core/images/blob-keys.ts";
import { imageIdOf } from "../../../core/images/image-id.ts";
import { leaseFrom } from "../../../core/images/lease.ts";
import { reconcile } from "../../../core/images/reconcile.ts";
import { removeIntegration } from "../../../core/integrations/remove.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { createFaultyProcess, type Fault } from "../../fixtures/faulty-process.ts";
import { createReconcileWorld, type ReconcileWorld } from "../../fixtures/reconcile-world.ts";

const LAYER = "demo/layers/1/abc.json";

/** Stores an analysed image of a repository, with a tag of its name. */
async function analysed(
  world: ReconcileWorld,
  { integrationId, registry }: { readonly integrationId: string; readonly registry: string },
  repository: string,
  name: string,
): Promise<void> {
  const key = { organizationId: "demo", registry, repository, digest: digestOf(name) };
  await world.repositories.ensure({ ...key, integrationId, activated: true, firstSeenAt: "" });
  const image = {
    ...key,
    integrationId,
    kind: "image" as const,
    state: "analyzed" as const,
    tags: [name],
    indexDigests: [],
    version: 1,
  };
  world.images.rows.set(`demo ${registry}/${repository}@${key.digest}`, { image });
  await world.tags.point(key, name, key.digest, undefined);
  await world.blobs.put(inventoryKeyOf(key), Buffer.from("{}"));
  await world.blobs.put(findingsKeyOf(key), Buffer.from("{}"));
  await world.queues.readModel.send({ kind: "image", ...key });
}

/** Two registries with images; the first one's integration is to be removed. */
async function setUp(...given: Parameters<typeof createReconcileWorld>) {
  const world = createReconcileWorld(...given);
  const first = world.connect("all");
  const second = world.connect("all", "333333333333", "eu-central-1");
  for (const repository of ["a", "b", "c"]) {
    for (const name of ["x", "y"])
      await analysed(world, first, repository, `${repository}-${name}`);
  }
  await analysed(world, second, "a", "other");
  await world.blobs.put(LAYER, Buffer.from("{}"));
  await world.activity.eventCame(first.integrationId, world.now());
  await world.checkReports.put({
    integrationId: first.integrationId,
    checkedAt: world.now().toISOString(),
    outcome: "ok",
    findings: [],
  });
  const { account, region } = { account: "222222222222", region: "us-east-1" };
  await world.integrations.claimRegistry(
    { organizationId: "demo", account, region },
    first.integrationId,
  );
  await world.publish();
  for (const row of world.images.rows.values()) {
    // Not before: what these documents hold does not matter here.
    const keys = { inventoryKey: inventoryKeyOf(row.image), findingsKey: findingsKeyOf(row.image) };
    row.image = { ...row.image, ...keys };
  }
  const requestedAt = world.now().toISOString();
  const message = {
    kind: "removed" as const,
    organizationId: "demo",
    integrationId: first.integrationId,
    requestedAt,
  };
  return { world, first, second, message };
}

type Setting = Awaited<ReturnType<typeof setUp>>;

async function remove({ world, first }: Setting): Promise<void> {
  await removeIntegration(world.dependencies, "demo", first.integrationId);
}

function reportOf(world: ReconcileWorld, { integrationId }: Setting["first"]) {
  return world.removals.reports.get(integrationId);
}

async function expectPurged(
  { world, first, second }: Setting,
  counted = { repositories: 3, images: 6 },
): Promise<void> {
  expect([...world.images.rows.values()].map(({ image }) => image.registry)).toEqual([
    second.registry,
  ]);
  expect([...world.repositories.rows.values()].map(({ registry }) => registry)).toEqual([
    second.registry,
  ]);
  expect([...world.tags.entries.values()]).toEqual([digestOf("other")]);
  const imageId = imageIdOf({ ...second, repository: "a", digest: digestOf("other") });
  expect([...world.blobs.blobs.keys()].sort()).toEqual([
    `demo/findings/${imageId}.json`,
    `demo/inventories/${imageId}.json`,
    LAYER,
  ]);
  expect(world.integrations.claims.size).toBe(0);
  expect(world.activity.activities.has(first.integrationId)).toBe(false);
  expect(world.activity.months.has(first.integrationId)).toBe(false);
  expect(world.checkReports.reports.has(first.integrationId)).toBe(false);
  expect(reportOf(world, first)).toMatchObject({
    ...counted,
    others: 0,
    tags: counted.images,
    documents: 12,
    finishedAt: expect.any(String),
  });
  await world.publish();
  expect(world.repositoriesListed().map(({ registry }) => registry)).toEqual([second.registry]);
  expect(world.imagesListed().map(({ registry }) => registry)).toEqual([second.registry]);
}

describe("a removed integration", () => {
  test("leaves nothing but the organization's layers, and asks its registry for nothing", async () => {
    const setting = await setUp();
    await remove(setting);
    expect(await setting.world.reconcileAll()).toBe(0);
    await expectPurged(setting);
    expect(setting.world.registries.questions).toBe(0);
  });

  test("may be purged twice", async () => {
    const setting = await setUp();
    await remove(setting);
    await remove(setting);
    await setting.world.reconcileAll();
    await expectPurged(setting);
  });

  test.each([1, 2, 3])("is purged in runs of %d looks at the time", async (looks) => {
    const setting = await setUp();
    const { world, first } = setting;
    for (let number = 0; number < 300; number += 1) {
      await analysed(world, first, `many-${number % 120}`, `image-${number}`);
    }
    await remove(setting);
    const message = world.queues.reconcile.delayed.shift()?.message;
    let runs = 0;
    for (let next = message; next; next = world.queues.reconcile.messages.shift()) {
      let left = looks;
      const mustStop = () => (left -= 1) < 0;
      await reconcile(world.dependencies, next, { owner: `job-${(runs += 1)}`, mustStop });
      world.queues.reconcile.messages.push(
        ...world.queues.reconcile.delayed.splice(0).map((one) => one.message),
      );
    }
    expect(runs).toBeGreaterThan(10);
    await expectPurged(setting, { repositories: 123, images: 306 });
  });

  test("waits for an image that somebody has in hand", async () => {
    const setting = await setUp();
    const { world, first } = setting;
    const key = { organizationId: "demo", ...first, repository: "b", digest: digestOf("b-x") };
    await world.images.acquireLease(key, leaseFrom("somebody", world.now()));
    await remove(setting);
    const message = world.queues.reconcile.delayed.shift()?.message;
    if (message === undefined) throw new Error("nothing was sent");
    await reconcile(world.dependencies, message, { owner: "job", mustStop: () => false });
    expect(world.queues.reconcile.delayed).toMatchObject([{ seconds: 150, message }]);
    expect([...world.repositories.rows.values()].map(({ repository }) => repository)).toEqual([
      "b",
      "a",
    ]);
    await world.reconcileAll();
    await expectPurged(setting);
  });

  test("leaves what another integration of the same registry has taken over", async () => {
    const setting = await setUp();
    const { world, first } = setting;
    await remove(setting);
    const again = world.connect("all");
    const taken = [...world.images.rows.values()].find(({ image }) => image.repository === "c");
    if (taken) taken.image = { ...taken.image, integrationId: again.integrationId };
    await world.reconcileAll();
    expect([...world.images.rows.values()].map(({ image }) => image.integrationId)).not.toContain(
      first.integrationId,
    );
    expect(world.images.rows.size).toBe(2);
  });

  test("is not purged before it was removed, nor ever if it was not", async () => {
    const { world, message } = await setUp();
    const run = { owner: "job", mustStop: () => false };
    const attempt = reconcile(world.dependencies, message, run);
    await expect(attempt).rejects.toMatchObject({ code: "not-removed-yet" });
    world.queues.reconcile.messages.push(message);
    expect(await world.reconcileAll()).toBeGreaterThan(2);
    expect(world.images.rows.size).toBe(7);
  });

  test("of another organization is left alone", async () => {
    const { world, message } = await setUp();
    const run = { owner: "job", mustStop: () => false };
    await reconcile(world.dependencies, { ...message, organizationId: "other" }, run);
    expect(world.images.rows.size).toBe(7);
  });
});

describe("a removal that dies ends as if it had not, or did not begin", () => {
  test.each<{ readonly kind: Fault["kind"]; readonly effect: boolean }>([
    { kind: "killed", effect: false },
    { kind: "killed", effect: true },
    { kind: "failed", effect: false },
    { kind: "failed", effect: true },
  ])("at whichever call of a port: $kind, the call took effect: $effect", async (how) => {
    async function play(at: number) {
      const process = createFaultyProcess({ at, ...how });
      const setting = await setUp(process.wrap, () => {
        process.restart();
      });
      try {
        await remove(setting);
      } catch {
        process.restart();
      }
      await setting.world.reconcileAll();
      return { setting, calls: process.calls() };
    }

    const { setting, calls } = await play(-1);
    await expectPurged(setting);
    expect(calls).toBeGreaterThan(40);
    let begun = 0;
    for (let at = 0; at < calls; at += 1) {
      const { setting: disturbed } = await play(at);
      const { world, first } = disturbed;
      const isRemoved = world.integrations.rows.get(first.integrationId)?.removedAt !== undefined;
      if (!isRemoved) {
        expect(world.images.rows.size).toBe(7);
        continue;
      }
      begun += 1;
      try {
        await expectPurged(disturbed);
      } catch (error) {
        throw new Error(`The end is wrong after a fault at call ${at}`, { cause: error });
      }
    }
    expect(begun).toBeGreaterThan(40);
  });
});
