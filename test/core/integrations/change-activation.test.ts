import { describe, expect, test } from "@jest/globals";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { changeActivation } from "../../../core/integrations/change-activation.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import {
  buildConnected,
  buildPending,
  memoryIntegrations,
} from "../../fixtures/memory-integrations.ts";
import { createMemoryQueue } from "../../fixtures/memory-ports.ts";

const NOW = "2026-11-21T12:00:00.000Z";

function setUp(integration: Integration) {
  const { apiKey: _, ...stored } = { apiKey: "", ...integration };
  const integrations = memoryIntegrations(stored);
  const reconcile = createMemoryQueue<ReconcileMessage>();
  const dependencies = { integrations, reconcile, now: () => new Date(NOW) };
  const change = (activation: Integration["activation"], latest?: number) =>
    changeActivation(dependencies, stored.integrationId, activation, latest);
  return { integrations, reconcile, change };
}

describe("an integration's activation", () => {
  test("that becomes `all` remembers when, so that older images are no missed pushes", async () => {
    const { change, reconcile } = setUp(buildConnected({ activation: "selected" }));
    expect(await change("all")).toMatchObject({ activation: "all", allSince: NOW });
    expect(reconcile.messages).toMatchObject([
      { kind: "registry", latest: true, requestedAt: NOW },
    ]);
  });

  test("that is `all` already keeps since when", async () => {
    const allSince = "2026-11-20T00:00:00.000Z";
    const { change, reconcile } = setUp(buildConnected({ activation: "all", allSince }));
    expect(await change("all")).toMatchObject({ allSince });
    expect(reconcile.messages).toHaveLength(1);
  });

  test("that becomes `selected` forgets it", async () => {
    const { change, reconcile } = setUp(buildConnected({ activation: "all", allSince: NOW }));
    expect(await change("selected")).not.toHaveProperty("allSince");
    expect(reconcile.messages).toEqual([]);
  });

  test("of one without a stack lists nothing yet", async () => {
    const { change, reconcile } = setUp(buildPending({ activation: "selected" }));
    expect(await change("all")).toMatchObject({ activation: "all" });
    expect(reconcile.messages).toEqual([]);
  });

  test("of one without a stack keeps how many of the latest images are wanted", async () => {
    const { change } = setUp(buildPending({ activation: "all" }));
    expect(await change("all", 5)).toMatchObject({ activation: "all", latest: 5 });
    expect(await change("all")).toMatchObject({ latest: 5 });
    expect(await change("all", 3)).toMatchObject({ latest: 3 });
  });

  test("that is `all` already keeps since when, though other numbers are wanted", async () => {
    const allSince = "2026-11-20T00:00:00.000Z";
    const known = setUp(buildConnected({ activation: "all", allSince }));
    expect(await known.change("all", 5)).toMatchObject({ allSince, latest: 5 });
    const unknown = setUp(buildConnected({ activation: "all" }));
    expect(await unknown.change("all", 5)).not.toHaveProperty("allSince");
  });

  test("of a removed one is not changed", async () => {
    const { change } = setUp(buildConnected({ activation: "selected", removedAt: NOW }));
    expect(await change("all")).toBeUndefined();
  });
});
