import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Integration, IntegrationStore } from "../../core/integrations/port.ts";
import { buildPending } from "../fixtures/memory-integrations.ts";

/** What every implementation's list of all organizations' integrations has to do. */
export function describeIntegrationRounds(
  name: string,
  open: (pageSize: number) => Promise<IntegrationStore>,
): void {
  let store: IntegrationStore;
  beforeAll(async () => {
    store = await open(2);
  });

  /** An integration of an organization of its own whose identifier begins with a digit. */
  async function created(digit: string): Promise<Integration> {
    const integrationId = `${digit}${randomBytes(8).toString("hex").slice(1)}`;
    const { apiKey: _key, ...integration } = buildPending({
      integrationId,
      organizationId: integrationId,
    });
    await store.create(integration);
    return integration;
  }

  async function listed(digit: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listAll(digit, cursor);
      ids.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }

  const idsOf = (integrations: readonly Integration[]) =>
    integrations.map(({ integrationId }) => integrationId).sort();

  describe(name, () => {
    test("are there once each, page after page, by the digit that they begin with", async () => {
      const own = [];
      for (let count = 0; count < 5; count += 1) own.push(await created("a"));
      const other = await created("b");
      expect(await listed("a")).toEqual(idsOf(own));
      expect(await listed("b")).toEqual([other.integrationId]);
      expect(await listed("c")).toEqual([]);
    });

    test("are there as long as anything of them is kept", async () => {
      const integration = await created("d");
      await store.replace({ ...integration, removedAt: "2026-11-21T12:00:00.000Z" });
      expect(await listed("d")).toEqual([integration.integrationId]);
    });

    test("are there once, however often their creation was tried", async () => {
      const integration = await created("e");
      await expect(store.create(integration)).rejects.toMatchObject({
        code: "integration-exists",
      });
      expect(await listed("e")).toEqual([integration.integrationId]);
    });
  });
}
