import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import { createIntegration } from "../../../core/integrations/create.ts";
import { memoryIntegrations } from "../../fixtures/memory-integrations.ts";

const now = () => new Date("2026-11-21T12:00:00Z");

test("a new integration is pending, with an external ID, a setup token and no key", async () => {
  const integrations = memoryIntegrations();
  const created = await createIntegration(
    { integrations, now, randomBytes },
    { organizationId: "demo", activation: "selected" },
  );
  const { integrationId, externalId, setupToken } = created;
  expect(created).toEqual({
    integrationId,
    organizationId: "demo",
    version: 1,
    status: "pending",
    externalId,
    setupToken,
    keyHashes: [],
    activation: "selected",
    createdAt: "2026-11-21T12:00:00.000Z",
    tokenExpiresAt: "2026-12-05T12:00:00.000Z",
  });
  expect(await integrations.get(integrationId)).toEqual(created);
  expect(integrationId).toMatch(/^[0-9a-f]{16}$/);
  expect(externalId).toMatch(/^[0-9a-f]{32}$/);
  expect(setupToken).toMatch(new RegExp(`^${integrationId}\\.[\\w-]{43}$`));
});

test("two integrations share nothing that is to be guessed", async () => {
  const integrations = memoryIntegrations();
  const input = { organizationId: "demo", activation: "all" } as const;
  const dependencies = { integrations, now, randomBytes };
  const first = await createIntegration(dependencies, input);
  const second = await createIntegration(dependencies, input);
  expect(second.externalId).not.toBe(first.externalId);
  expect(second.setupToken.split(".")[1]).not.toBe(first.setupToken.split(".")[1]);
});
