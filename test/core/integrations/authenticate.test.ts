import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { formatApiKey, hashApiKey } from "../../../core/integrations/api-key.ts";
import { authenticateKey } from "../../../core/integrations/authenticate.ts";
import { connectIntegration } from "../../../core/integrations/connect.ts";
import { createIntegration } from "../../../core/integrations/create.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { CONNECTION, createMemoryIntegrationStore } from "../../fixtures/memory-ports.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const now = () => NOW;

async function created(change: Partial<Integration> = {}) {
  const integrations = createMemoryIntegrationStore();
  const result = await createIntegration(
    { integrations, now, randomBytes },
    { organizationId: "demo", activation: "all" },
  );
  integrations.rows.set(result.integrationId, { ...result.integration, ...change });
  return { ...result, integrations };
}

describe("a new integration", () => {
  test("is pending, with an external ID and a key of which only the hash is kept", async () => {
    const { integrations, integrationId, externalId, apiKey } = await created();
    expect(await integrations.get(integrationId)).toEqual({
      integrationId,
      organizationId: "demo",
      status: "pending",
      externalId,
      keyHashes: [{ sha256: hashApiKey(apiKey), createdAt: NOW.toISOString() }],
      activation: "all",
      createdAt: NOW.toISOString(),
    });
    expect(externalId).toMatch(/^[0-9a-f]{32}$/);
    expect(apiKey).toMatch(new RegExp(`^${integrationId}\\.[\\w-]{43}$`));
  });

  test("is connected by its stack", async () => {
    const { integrations, integrationId } = await created();
    await connectIntegration({ integrations, now }, { integrationId, ...CONNECTION });
    expect(await integrations.get(integrationId)).toMatchObject({
      status: "connected",
      connection: { ...CONNECTION, connectedAt: NOW.toISOString() },
    });
  });

  test("takes no role of another account, and no unknown identifier", async () => {
    const { integrations, integrationId } = await created();
    const foreign = { ...CONNECTION, account: "333333333333" };
    await expect(
      connectIntegration({ integrations, now }, { integrationId, ...foreign }),
    ).rejects.toMatchObject({ code: "invalid-connection" });
    await expect(
      connectIntegration({ integrations, now }, { integrationId: "none", ...CONNECTION }),
    ).rejects.toMatchObject({ code: "integration-bound" });
  });
});

describe("a key", () => {
  test("is recognised", async () => {
    const { integrations, integrationId, apiKey } = await created();
    expect(await authenticateKey(integrations, apiKey, NOW)).toMatchObject({
      kind: "authenticated",
      integration: { integrationId },
    });
  });

  test.each([
    ["absent", undefined],
    ["empty", ""],
    ["of no form", "x".repeat(60)],
    ["of an unknown integration", formatApiKey("0".repeat(16), randomBytes(32))],
  ])("that is %s is unknown", async (_, apiKey) => {
    const { integrations } = await created();
    expect(await authenticateKey(integrations, apiKey, NOW)).toEqual({ kind: "unknown" });
  });

  test("with another secret is unknown, of a removed integration too", async () => {
    const { integrations, integrationId } = await created({ removedAt: NOW.toISOString() });
    const wrong = formatApiKey(integrationId, randomBytes(32));
    expect(await authenticateKey(integrations, wrong, NOW)).toEqual({ kind: "unknown" });
  });

  test("of a removed integration says so to who has it", async () => {
    const { integrations, apiKey } = await created({ removedAt: NOW.toISOString() });
    expect(await authenticateKey(integrations, apiKey, NOW)).toEqual({ kind: "removed" });
  });

  test("lives beside its successor until it expires", async () => {
    const { integrations, integrationId, apiKey } = await created();
    const successor = formatApiKey(integrationId, randomBytes(32));
    const integration = integrations.rows.get(integrationId);
    if (integration === undefined) throw new Error("no integration");
    const createdAt = NOW.toISOString();
    const expiresAt = "2026-11-21T13:00:00.000Z";
    integrations.rows.set(integrationId, {
      ...integration,
      keyHashes: [
        { sha256: hashApiKey(successor), createdAt },
        { sha256: hashApiKey(apiKey), createdAt, expiresAt },
      ],
    });
    const later = new Date(expiresAt);
    expect(await authenticateKey(integrations, apiKey, NOW)).toMatchObject({
      kind: "authenticated",
    });
    expect(await authenticateKey(integrations, apiKey, later)).toEqual({ kind: "unknown" });
    expect(await authenticateKey(integrations, successor, later)).toMatchObject({
      kind: "authenticated",
    });
  });
});
