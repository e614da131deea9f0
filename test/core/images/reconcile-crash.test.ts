import { describe, expect, test } from "@jest/globals";
import { createFaultyProcess, type Fault } from "../../fixtures/faulty-process.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

/** A registry is listed in which one repository is new, one known, one empty and one gone. */
async function play(fault: Fault) {
  const process = createFaultyProcess(fault);
  const world = createReconcileWorld(process.wrap, () => {
    process.restart();
  });
  const { integrationId, registry } = world.connect("all");
  for (const name of ["known", "gone"]) {
    const key = { organizationId: "demo", registry, repository: name };
    await world.repositories.ensure({ ...key, integrationId, activated: false, firstSeenAt: "" });
    await world.queues.readModel.send({ kind: "repository-record", ...key });
  }
  await world.publish();
  world.registries.create(registry, "known", listedImage("a"));
  world.registries.create(registry, "new", listedImage("b"));
  world.registries.create(registry, "empty");
  await world.list(integrationId);
  const asked = new Set(
    world.queues.requests.messages.map((one) =>
      "digest" in one ? one.digest : `all of ${one.repository}`,
    ),
  );
  await world.publish();
  return { world, asked, calls: process.calls() };
}

describe("a listing that dies ends as if it had not", () => {
  test.each<{ readonly kind: Fault["kind"]; readonly effect: boolean }>([
    { kind: "killed", effect: false },
    { kind: "killed", effect: true },
    { kind: "failed", effect: false },
    { kind: "failed", effect: true },
  ])("at whichever call of a port: $kind, the call took effect: $effect", async (how) => {
    const { calls } = await play({ at: -1, ...how });
    expect(calls).toBeGreaterThan(12);
    for (let at = -1; at < calls; at += 1) {
      const { world, asked } = await play({ at, ...how });
      const found = {
        at,
        records: [...world.repositories.rows.values()].map(({ repository }) => repository).sort(),
        listed: world.repositoriesListed().map(({ name, imageCount }) => [name, imageCount]),
        asked: [...asked].sort(),
      };
      expect(found).toEqual({
        at,
        records: ["empty", "known", "new"],
        listed: [
          ["empty", 0],
          ["known", 0],
          ["new", 1],
        ],
        asked: ["all of gone", listedImage("b").digest],
      });
    }
  });
});
