import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Integration, IntegrationStore } from "../../core/integrations/port.ts";
import { buildPending, CONNECTION } from "../fixtures/memory-integrations.ts";
import { atOnce } from "../fixtures/foreign-aws.ts";

/** What every implementation of the integration store has to do. */
export function describeIntegrationStore(
  name: string,
  open: () => Promise<IntegrationStore>,
): void {
  let store: IntegrationStore;
  beforeAll(async () => {
    store = await open();
  });

  async function created(organizationId = "demo"): Promise<Integration> {
    const { apiKey: _key, ...integration } = buildPending({ organizationId });
    await store.create(integration);
    return integration;
  }

  describe(name, () => {
    test("are found by their identifier, and listed by their organization", async () => {
      const mine = [await created("mine"), await created("mine")];
      const other = await created("other");
      const [first, second] = mine.sort((a, b) => (a.integrationId < b.integrationId ? -1 : 1));
      expect(await store.get(other.integrationId)).toEqual(other);
      expect(await store.get("none")).toBeUndefined();
      expect(await store.list("mine")).toEqual([first, second]);
      expect(await store.list("other")).toEqual([other]);
      expect(await store.list("third")).toEqual([]);
    });

    test("are not created twice", async () => {
      const integration = await created();
      await expect(store.create({ ...integration, organizationId: "thief" })).rejects.toMatchObject(
        { code: "integration-exists" },
      );
      expect(await store.get(integration.integrationId)).toEqual(integration);
      expect(await store.list("thief")).toEqual([]);
    });

    test("are replaced whole, by whoever has read the latest version", async () => {
      const pending = await created();
      const failed: Integration = { ...pending, status: "error", statusReason: "a reason" };
      expect(await store.replace(failed)).toBe(true);
      expect(await store.get(pending.integrationId)).toEqual({ ...failed, version: 2 });
      expect(await store.replace({ ...pending, activation: "selected" })).toBe(false);
      expect(await store.get(pending.integrationId)).toEqual({ ...failed, version: 2 });
      const connected: Integration = {
        ...pending,
        version: 2,
        status: "connected",
        allSince: "2026-11-21T09:30:00.000Z",
        activationPatterns: [{ pattern: "team/*", since: "2026-11-21T09:20:00.000Z" }],
        retention: { maxAgeDays: 90, keepLatest: 10 },
        layout: "early-access",
        delivery: "poll",
        scope: ["team/*", "base"],
        enrollment: { enrollmentId: "00000000000000e1", approval: "approved", approvedAt: "x" },
        tokenExpiresAt: "2026-11-28T09:00:00.000Z",
        connection: {
          ...CONNECTION,
          setupRoleArn: "arn:aws:iam::222222222222:role/ecr-scout/Setup",
          firstConnectedAt: "2026-11-21T10:02:00.000Z",
          deletedAt: "2026-11-21T11:00:00.000Z",
          resources: { connectionArn: "arn:1", apiDestinationArn: "arn:2", ruleArns: ["arn:3"] },
        },
        keyHashes: [
          ...pending.keyHashes,
          {
            sha256: "0".repeat(64),
            createdAt: "x",
            expiresAt: "y",
            secretArn: "z",
          },
        ],
      };
      expect(await store.replace(connected)).toBe(true);
      expect(await store.get(pending.integrationId)).toEqual({ ...connected, version: 3 });
    });

    test("are not brought into being by a change", async () => {
      const { apiKey: _key, ...unknown } = buildPending();
      expect(await store.replace(unknown)).toBe(false);
      expect(await store.get(unknown.integrationId)).toBeUndefined();
    });

    test("are changed by one of many at a time", async () => {
      const integration = await created();
      const results = await atOnce(
        Array.from(
          { length: 8 },
          (_, number) => () => store.replace({ ...integration, statusReason: String(number) }),
        ),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await store.get(integration.integrationId)).toMatchObject({ version: 2 });
    });

    test("are kept, but not listed, when they were removed", async () => {
      const integration = await created("removing");
      const removed = { ...integration, removedAt: "2026-11-21T12:00:00.000Z" };
      expect(await store.replace(removed)).toBe(true);
      expect(await store.list("removing")).toEqual([]);
      expect(await store.get(integration.integrationId)).toEqual({ ...removed, version: 2 });
    });
  });
}
