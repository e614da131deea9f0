import { describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { reconcile } from "../../../core/images/reconcile.ts";
import { OCI_INDEX } from "../../../core/oci/media-types.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

const RUN = { owner: "job", mustStop: () => false };

/** A world in which `team/app` is known, and messages that name it. */
async function setUp() {
  const world = createReconcileWorld();
  const { integrationId, registry } = world.connect("selected");
  world.registries.create(registry, "team/app", listedImage("a"));
  await world.list(integrationId);
  const requestedAt = world.now().toISOString();
  const about = { organizationId: "demo", integrationId, registry, requestedAt };
  const take = (kind: "activated" | "deleted", more: object = {}) =>
    reconcile(world.dependencies, { kind, repository: "team/app", ...about, ...more }, RUN);
  return { world, integrationId, registry, take };
}

describe("a repository that was activated", () => {
  test("has its latest image analysed, which shows as queued at once", async () => {
    const { world, take } = await setUp();
    await take("activated");
    expect(world.queues.requests.messages).toMatchObject([
      { repository: "team/app", digest: listedImage("a").digest, cause: "activation" },
    ]);
    await world.publish();
    expect(world.imagesListed()).toMatchObject([{ repository: "team/app", state: "queued" }]);
  });

  test("may have an index as its latest, which is no image", async () => {
    const { world, registry, take } = await setUp();
    world.registries.create(
      registry,
      "team/app",
      listedImage("i", { manifestMediaType: OCI_INDEX }),
    );
    await take("activated");
    expect([...world.images.rows.values()]).toMatchObject([{ image: { kind: "index" } }]);
  });

  test("may hold nothing to analyse", async () => {
    const { world, registry, take } = await setUp();
    world.registries.create(registry, "team/app");
    await take("activated");
    expect(world.queues.requests.messages).toEqual([]);
    expect(world.repositories.rows.size).toBe(1);
  });

  test("may be gone by then", async () => {
    const { world, registry, take } = await setUp();
    world.registries.remove(registry, "team/app");
    await take("activated");
    await world.publish();
    expect(world.queues.requests.messages).toMatchObject([{ scope: "repository" }]);
    expect(world.repositoriesListed()).toEqual([]);
  });

  test("may have been activated before anybody wrote it down", async () => {
    const { world, registry, take } = await setUp();
    world.registries.create(registry, "team/new", listedImage("b"));
    await take("activated", { repository: "team/new" });
    expect(world.repositories.rows.size).toBe(2);
  });

  test.each<[string, Error]>([
    ["for good", new PermanentError("access-denied", "The repository's policy refuses us.")],
    ["for now", new TransientError("ecr-unavailable", "Throttled.")],
  ])("and is refused %s changes nothing", async (_, refusal) => {
    const { world, take } = await setUp();
    world.registries.refusal = refusal;
    await expect(take("activated")).rejects.toBe(refusal);
    expect(world.repositories.rows.size).toBe(1);
    expect(world.queues.requests.messages).toEqual([]);
  });

  test.each([
    ["of another registry", { registry: "333333333333.dkr.ecr.us-east-1.amazonaws.com" }],
    ["of another organization", { organizationId: "other" }],
    ["of an unknown integration", { integrationId: "none" }],
  ])("%s is not asked for", async (_, more) => {
    const { world, take } = await setUp();
    world.registries.questions = 0;
    await take("activated", more);
    expect(world.registries.questions).toBe(0);
    expect(world.queues.requests.messages).toEqual([]);
  });
});

describe("a repository that an event says was deleted", () => {
  test("is forgotten where the registry says so, too", async () => {
    const { world, registry, take } = await setUp();
    await take("activated");
    await world.analyzeAll();
    world.registries.remove(registry, "team/app");
    await take("deleted");
    await world.analyzeAll();
    await world.publish();
    expect(world.repositoriesListed()).toEqual([]);
    expect(world.imagesListed()).toEqual([]);
  });

  test("stays where it was created again meanwhile", async () => {
    const { world, take } = await setUp();
    await take("deleted");
    expect(world.repositories.rows.size).toBe(1);
    expect(world.queues.requests.messages).toEqual([]);
  });

  test("stays where the registry can't be asked", async () => {
    const { world, take } = await setUp();
    world.registries.refusal = new PermanentError("access-denied", "Refused.");
    await expect(take("deleted")).rejects.toMatchObject({ code: "access-denied" });
    expect(world.repositories.rows.size).toBe(1);
  });
});
