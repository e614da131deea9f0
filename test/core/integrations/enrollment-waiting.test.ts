import { describe, expect, test } from "@jest/globals";
import type { CheckMessage } from "../../../core/contract/check-message.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { handleEcrEvent } from "../../../core/images/push.ts";
import { askableIntegration } from "../../../core/images/reconcile-dependencies.ts";
import { scheduledRound } from "../../../core/images/reconcile-round.ts";
import { isComplete } from "../../../core/integrations/check-context.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { requestCheck, requestRotation } from "../../../core/integrations/request-care.ts";
import { requestListing } from "../../../core/integrations/request-listing.ts";
import { buildConnected, memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";

const NOW = "2026-11-22T12:00:00.000Z";
const now = () => new Date(NOW);

function waiting(approval: "waiting" | "approved") {
  const { apiKey: _, ...integration } = buildConnected({
    createdAt: "2026-01-01T00:00:00.000Z",
    status: approval === "waiting" ? "pending" : "connected",
    enrollment: { enrollmentId: "00000000000000e1", approval },
  });
  const integrations = memoryIntegrations(integration);
  const reconcile = createMemoryQueue<ReconcileMessage>();
  const checks = createMemoryQueue<CheckMessage>();
  const log = createMemoryLog();
  return { integration, integrations, reconcile, checks, check: checks, log, now };
}

/** Everything that a round could ask for within a quarter of a year. */
async function roundsOf(approval: "waiting" | "approved"): Promise<number> {
  const world = waiting(approval);
  const digit = world.integration.integrationId.slice(0, 1);
  const message = { kind: "round", requestedAt: NOW, everyMinutes: 1440, digit } as const;
  await scheduledRound(world, message);
  const { reconcile, checks } = world;
  return [reconcile, checks].flatMap(({ messages, delayed }) => [...messages, ...delayed]).length;
}

describe("of an account that waits for approval", () => {
  test("no round asks for anything, as it does when it is approved", async () => {
    expect(await roundsOf("waiting")).toBe(0);
    expect(await roundsOf("approved")).toBeGreaterThan(0);
  });

  test("nothing is reconciled", async () => {
    const ask = async (world: ReturnType<typeof waiting>) => {
      const { organizationId, integrationId } = world.integration;
      const about = { organizationId, integrationId, requestedAt: NOW };
      return askableIntegration(world, { kind: "registry", ...about });
    };
    expect(await ask(waiting("waiting"))).toBeUndefined();
    expect(await ask(waiting("approved"))).toMatchObject({ organizationId: "demo" });
  });

  test("nothing is checked, and no key is rotated", () => {
    expect(isComplete(waiting("waiting").integration)).toBe(false);
    expect(isComplete(waiting("approved").integration)).toBe(true);
  });

  test.each<[string, (world: ReturnType<typeof waiting>) => Promise<unknown>]>([
    ["listing", (world) => requestListing(world, world.integration)],
    ["check", (world) => requestCheck(world, world.integration)],
    ["key", (world) => requestRotation(world, world.integration)],
  ])("no %s can be asked for", async (_, request) => {
    await expect(request(waiting("waiting"))).rejects.toMatchObject({
      code: "integration-waiting",
    });
  });

  test("a push is taken and dropped, and nothing is looked up", async () => {
    const { integration, reconcile } = waiting("waiting");
    const unused = () => Promise.reject(new Error("It must not be looked up."));
    const dependencies = {
      images: { get: unused, markQueued: unused },
      repositories: { get: unused, ensure: unused },
      requests: createMemoryQueue<never>(),
      readModel: createMemoryQueue<never>(),
      reconcile,
      now,
    };
    const result = await handleEcrEvent(dependencies, integration satisfies Integration, {
      id: "event-1",
      source: "aws.ecr",
      account: "222222222222",
      region: "us-east-1",
      "detail-type": "ECR Image Action",
      detail: {},
    });
    expect(result).toEqual({ kind: "ignored", reason: "its account waits for approval" });
    expect(reconcile.messages).toEqual([]);
  });
});
