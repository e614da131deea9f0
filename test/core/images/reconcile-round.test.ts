import { describe, expect, test } from "@jest/globals";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { reconcile } from "../../../core/images/reconcile.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { createFaultyProcess, type Fault } from "../../fixtures/faulty-process.ts";
import { buildConnected, buildPending, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { RESOURCES } from "../../fixtures/memory-stack.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

const RUN = { owner: "job", mustStop: () => false };
const REQUESTED_AT = "2026-11-21T12:00:00.000Z";

/** Stored integrations, by pages of so many identifiers. */
function setUp(
  integrations: readonly Integration[],
  pageSize = 100,
  process?: ReturnType<typeof createFaultyProcess>,
) {
  const world = createReconcileWorld(process?.wrap, () => process?.restart());
  for (const integration of integrations) {
    world.integrations.rows.set(integration.integrationId, integration);
  }
  const listAll = (digit: string, cursor = "") => {
    const ids = [...world.integrations.rows.keys(), "0gone"]
      .filter((id) => id.startsWith(digit) && id > cursor)
      .sort();
    const items = ids.slice(0, pageSize);
    const nextCursor = ids.length > pageSize ? (items.at(-1) ?? null) : null;
    return Promise.resolve({ items, nextCursor });
  };
  Object.assign(world.dependencies.integrations, { listAll });
  return world;
}

/** Plays a round to its end; listings are only noted. */
async function round(world: ReturnType<typeof setUp>, everyMinutes?: number) {
  const every = everyMinutes === undefined ? {} : { everyMinutes };
  const queue: ReconcileMessage[] = [{ kind: "round", requestedAt: REQUESTED_AT, ...every }];
  const listings = new Map<string, number>();
  let rounds = 0;
  for (let message = queue.shift(); message; message = queue.shift()) {
    if (message.kind === "registry") {
      listings.set(message.integrationId, (listings.get(message.integrationId) ?? 0) + 1);
    } else {
      rounds += 1;
      await reconcile(world.dependencies, message, RUN);
    }
    const { messages, delayed } = world.queues.reconcile;
    queue.push(...messages.splice(0), ...delayed.splice(0).map((one) => one.message));
  }
  return { listings, rounds };
}

function many(count: number): readonly Integration[] {
  return Array.from({ length: count }, (_, number) => {
    const integrationId = (number * 2654435761)
      .toString(16)
      .padStart(16, "0")
      .split("")
      .reverse()
      .join("");
    return buildConnected({ integrationId });
  });
}

describe("a round", () => {
  test("asks for each living integration's listing once, page by page", async () => {
    const integrations = many(1000);
    const world = setUp(integrations, 20);
    const { listings, rounds } = await round(world);
    expect([...listings.keys()].sort()).toEqual(
      integrations.map(({ integrationId }) => integrationId).sort(),
    );
    expect(new Set(listings.values())).toEqual(new Set([1]));
    expect(rounds).toBeGreaterThan(1 + 16 + 1000 / 20 - 16);
  });

  test("spreads what it asks for", async () => {
    const ids = Array.from({ length: 100 }, (_, number) => `a${String(number).padStart(15, "0")}`);
    const world = setUp(ids.map((integrationId) => buildConnected({ integrationId })));
    await reconcile(
      world.dependencies,
      { kind: "round", requestedAt: REQUESTED_AT, digit: "a" },
      RUN,
    );
    const { messages, delayed } = world.queues.reconcile;
    expect([messages.length, delayed.length]).toEqual([2, 98]);
    expect(Math.max(...delayed.map(({ seconds }) => seconds))).toBe(49);
  });

  test("passes by whoever is not connected, or not any more", async () => {
    const { connection } = buildConnected();
    const { connectedAt: _, ...incomplete } = connection;
    const world = setUp([
      buildPending({ integrationId: "a1" }),
      buildConnected({ integrationId: "a2", removedAt: REQUESTED_AT }),
      buildConnected({
        integrationId: "a3",
        connection: { ...connection, deletedAt: REQUESTED_AT },
      }),
      buildConnected({ integrationId: "a4", connection: incomplete }),
      buildConnected({ integrationId: "a5", status: "error" }),
    ]);
    const { listings } = await round(world);
    expect([...listings.keys()]).toEqual(["a5"]);
  });

  test("of a day asks for checks, and for a new key where it is old", async () => {
    const sha256 = "0".repeat(64);
    const old = [{ sha256, createdAt: "2026-08-01T00:00:00Z" }];
    const world = setUp([
      buildConnected({ integrationId: "a1" }),
      buildConnected({
        integrationId: "a2",
        keyHashes: old,
        connection: { ...CONNECTION, resources: RESOURCES },
      }),
    ]);
    await round(world, 1440);
    const about = { organizationId: "demo", requestedAt: REQUESTED_AT };
    const { messages, delayed } = world.queues.checks;
    expect([...messages, ...delayed.map(({ message }) => message)]).toEqual([
      { kind: "check", ...about, integrationId: "a1" },
      { kind: "check", ...about, integrationId: "a2" },
      { kind: "rotate", ...about, integrationId: "a2" },
    ]);
  });

  test("whose schedule can't tell its time is of now", async () => {
    const world = setUp([buildConnected({ integrationId: "a1" })]);
    await reconcile(world.dependencies, { kind: "round", requestedAt: "", digit: "a" }, RUN);
    expect(world.queues.reconcile.messages).toMatchObject([
      { kind: "registry", integrationId: "a1", requestedAt: world.now().toISOString() },
    ]);
  });
});

describe("a round that dies has asked for all in the end", () => {
  test.each<Omit<Fault, "at">>([
    { kind: "killed", effect: false },
    { kind: "killed", effect: true },
    { kind: "failed", effect: false },
  ])("at whichever call of a port: $kind, the call took effect: $effect", async (how) => {
    const integrations = ["a1", "a2", "a3", "b1"].map((integrationId) =>
      buildConnected({ integrationId }),
    );
    const play = async (at: number) => {
      const process = createFaultyProcess({ at, ...how });
      const world = setUp(integrations, 2, process);
      const { messages } = world.queues.reconcile;
      messages.push({ kind: "round", requestedAt: REQUESTED_AT, everyMinutes: 1440 });
      const asked = new Set<string>();
      for (let message = messages.shift(); message; message = messages.shift()) {
        if (message.kind === "registry") asked.add(message.integrationId);
        else {
          await reconcile(world.dependencies, message, RUN).catch(() => {
            process.restart();
            messages.push(message);
          });
        }
        messages.push(...world.queues.reconcile.delayed.splice(0).map((one) => one.message));
      }
      const { checks } = world.queues;
      const checked = [...checks.messages, ...checks.delayed.map((one) => one.message)];
      return {
        asked: [...asked].sort(),
        checked: [...new Set(checked.map((one) => one.integrationId))].sort(),
        calls: process.calls(),
      };
    };
    const { calls } = await play(-1);
    expect(calls).toBeGreaterThan(10);
    for (let at = 0; at < calls; at += 1) {
      const ids = ["a1", "a2", "a3", "b1"];
      expect({ at, ...(await play(at)), calls }).toEqual({ at, asked: ids, checked: ids, calls });
    }
  });
});
