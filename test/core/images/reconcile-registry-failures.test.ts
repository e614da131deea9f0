import { describe, expect, test } from "@jest/globals";
import { PermanentError } from "../../../core/errors.ts";
import { reconcileRegistry } from "../../../core/images/reconcile-registry.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { throttled } from "../../fixtures/customer-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

describe("a registry that can't be listed", () => {
  const refusal = new PermanentError("role-refused", "AWS did not let us assume the role.");

  test("shows as an error with its reason, and as connected once it can be", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect();
    world.registries.create(registry, "known");
    await world.list(integrationId);
    world.registries.refusal = refusal;
    const message = {
      kind: "registry",
      organizationId: "demo",
      integrationId,
      requestedAt: world.now().toISOString(),
    } as const;
    const run = { owner: "job", mustStop: () => false };
    const attempt = reconcileRegistry(world.dependencies, message, run);
    await expect(attempt).rejects.toBe(refusal);
    expect(await world.integrations.get(integrationId)).toMatchObject({
      status: "error",
      statusReason: `The registry could not be listed. ${refusal.message}`,
    });
    expect(world.repositories.rows.size).toBe(1);
    world.registries.refusal = undefined;
    await world.list(integrationId);
    const healed = await world.integrations.get(integrationId);
    expect(healed).toMatchObject({ status: "connected" });
    expect(healed).not.toHaveProperty("statusReason");
  });

  test("is asked again while its role is new, and shows nothing", async () => {
    const world = createReconcileWorld();
    const { integrationId } = world.connect();
    const integration = world.integrations.rows.get(integrationId);
    if (integration?.connection === undefined) throw new Error("no connection");
    const connection = { ...integration.connection, connectedAt: world.now().toISOString() };
    world.integrations.rows.set(integrationId, { ...integration, connection });
    world.registries.refusal = refusal;
    const requestedAt = world.now().toISOString();
    const attempt = reconcileRegistry(
      world.dependencies,
      { kind: "registry", organizationId: "demo", integrationId, requestedAt },
      { owner: "job", mustStop: () => false },
    );
    await expect(attempt).rejects.toMatchObject({ code: "role-new" });
    expect(await world.integrations.get(integrationId)).toMatchObject({ status: "connected" });
  });

  test("since AWS throttles is as it was, shows nothing, and is listed again", async () => {
    const world = createReconcileWorld();
    const { integrationId, registry } = world.connect();
    world.registries.create(registry, "known");
    await world.list(integrationId);
    const before = await world.integrations.get(integrationId);
    world.registries.create(registry, "new");
    world.registries.remove(registry, "known");
    const { registry: listing } = world.dependencies;
    // After a page: what was listed until then is not all that there is.
    const ports = {
      ...world.dependencies,
      registry: {
        ...listing,
        async *repositories(...args: Parameters<typeof listing.repositories>) {
          yield* listing.repositories(...args);
          throw throttled();
        },
      },
    };
    const attempt = reconcileRegistry(
      ports,
      {
        kind: "registry",
        organizationId: "demo",
        integrationId,
        requestedAt: world.now().toISOString(),
        compare: "full",
      },
      { owner: "job", mustStop: () => false },
    );
    await expect(attempt).rejects.toMatchObject({ name: "TransientError", code: "throttled" });
    expect(await world.integrations.get(integrationId)).toEqual(before);
    const names = () => [...world.repositories.rows.values()].map(({ repository }) => repository);
    expect(names()).toEqual(["known"]);
    await world.list(integrationId);
    expect(names()).toEqual(["new"]);
  });

  test.each([
    ["that was removed", { removedAt: "2026-11-21T11:00:00.000Z" }],
    ["without a stack", { connection: undefined }],
    ["of another organization", { organizationId: "other" }],
  ])("since it is an integration's %s is not asked", async (_, change) => {
    const world = createReconcileWorld();
    const { integrationId } = world.connect();
    const integration = world.integrations.rows.get(integrationId);
    world.integrations.rows.set(integrationId, { ...integration, ...change } as Integration);
    await world.list(integrationId);
    expect(world.registries.questions).toBe(0);
  });
});

describe("a registry that was another integration's", () => {
  test("is taken over, with what was chosen, where the other one is still there", async () => {
    const world = createReconcileWorld();
    const former = world.connect("selected");
    world.registries.create(former.registry, "team/app");
    await world.list(former.integrationId);
    const key = { organizationId: "demo", registry: former.registry, repository: "team/app" };
    await world.repositories.update(key, { activated: true });
    const { integrationId } = world.connect("selected");
    await world.list(integrationId);
    expect(await world.repositories.get(key)).toMatchObject({ integrationId, activated: true });
  });

  test("becomes new, once what a removed one has left is purged", async () => {
    const world = createReconcileWorld();
    const former = world.connect("all");
    world.registries.create(former.registry, "team/app", listedImage("a"));
    await world.list(former.integrationId);
    await world.analyzeAll();
    const before = world.integrations.rows.get(former.integrationId);
    if (before === undefined) throw new Error("no integration");
    const removedAt = world.now().toISOString();
    world.integrations.rows.set(former.integrationId, { ...before, removedAt });
    const { integrationId, registry } = world.connect("selected");
    await world.list(integrationId);
    await world.publish();
    expect(world.images.rows.size).toBe(0);
    expect(world.repositoriesListed()).toMatchObject([
      { name: "team/app", registry, integrationId, chosen: false, imageCount: 0 },
    ]);
  });
});
