import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { formatApiKey, hashApiKey } from "../../../core/integrations/api-key.ts";
import { authenticateKey } from "../../../core/integrations/authenticate.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { withRevoked } from "../../../core/integrations/revoke-keys.ts";
import { buildPending, memoryIntegrations } from "../../fixtures/memory-integrations.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

function created(change: Partial<Integration> = {}) {
  const { apiKey, ...integration } = buildPending(change);
  const integrations = memoryIntegrations(integration);
  return { integrations, integrationId: integration.integrationId, apiKey };
}

describe("a key", () => {
  test("is recognised", async () => {
    const { integrations, integrationId, apiKey } = created();
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
    const { integrations } = created();
    expect(await authenticateKey(integrations, apiKey, NOW)).toEqual({ kind: "unknown" });
  });

  test("with another secret is unknown, of a removed integration too", async () => {
    const { integrations, integrationId } = created({ removedAt: NOW.toISOString() });
    const wrong = formatApiKey(integrationId, randomBytes(32));
    expect(await authenticateKey(integrations, wrong, NOW)).toEqual({ kind: "unknown" });
  });

  test("of a removed integration says so to who has it", async () => {
    const { integrations, apiKey } = created({ removedAt: NOW.toISOString() });
    expect(await authenticateKey(integrations, apiKey, NOW)).toEqual({ kind: "removed" });
  });

  test("lives beside its successor until it expires", async () => {
    const { integrations, integrationId, apiKey } = created();
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

  test("that was made by a process whose clock is ahead is recognised at once", async () => {
    const { integrations, integrationId, apiKey } = created();
    const integration = integrations.rows.get(integrationId);
    const [hash] = integration?.keyHashes ?? [];
    if (integration === undefined || hash === undefined) throw new Error("no integration");
    const createdAt = new Date(NOW.getTime() + 3_600_000).toISOString();
    integrations.rows.set(integrationId, { ...integration, keyHashes: [{ ...hash, createdAt }] });
    expect(await authenticateKey(integrations, apiKey, NOW)).toMatchObject({
      kind: "authenticated",
    });
  });

  test("that was revoked is told so once the stack has another, and to be sent again until then", async () => {
    const { integrations, integrationId, apiKey } = created();
    const integration = integrations.rows.get(integrationId);
    if (integration === undefined) throw new Error("no integration");
    const createdAt = "2026-11-21T11:00:00.000Z";
    const successor = formatApiKey(integrationId, randomBytes(32));
    const revoked = withRevoked(integration.keyHashes, NOW);
    integrations.rows.set(integrationId, { ...integration, keyHashes: revoked });
    // A process whose clock is behind does not take it either.
    for (const now of [NOW, new Date(NOW.getTime() - 60_000)]) {
      expect(await authenticateKey(integrations, apiKey, now)).toEqual({ kind: "unknown" });
    }
    const keyHashes = [...revoked, { sha256: hashApiKey(successor), createdAt }];
    integrations.rows.set(integrationId, { ...integration, keyHashes });
    expect(await authenticateKey(integrations, apiKey, NOW)).toMatchObject({ kind: "revoked" });
    expect(await authenticateKey(integrations, successor, NOW)).toMatchObject({
      kind: "authenticated",
    });
    const removedAt = NOW.toISOString();
    integrations.rows.set(integrationId, { ...integration, keyHashes, removedAt });
    expect(await authenticateKey(integrations, apiKey, NOW)).toEqual({ kind: "removed" });
  });
});
