import { integrationIdOfKey, isAlive, matchingHash } from "./api-key.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { isReplaced } from "./revoke-keys.ts";

/**
 * Whose key it is. `unknown` may be a key that is being rotated, so its sender should try again:
 * EventBridge then does so with the new one. `revoked` and `removed` are for good.
 */
export type Authentication =
  | { readonly kind: "authenticated"; readonly integration: Integration }
  | { readonly kind: "unknown" }
  | { readonly kind: "revoked"; readonly integration: Integration }
  | { readonly kind: "removed" };

const UNKNOWN = { kind: "unknown" } as const;

/** Looks a customer's key up and compares it, in constant time, with the live hashes. */
export async function authenticateKey(
  integrations: Pick<IntegrationStore, "get">,
  apiKey: string | undefined,
  now: Date,
): Promise<Authentication> {
  const integrationId = apiKey === undefined ? undefined : integrationIdOfKey(apiKey);
  if (apiKey === undefined || integrationId === undefined) return UNKNOWN;
  const integration = await integrations.get(integrationId);
  const hash = matchingHash(apiKey, integration?.keyHashes ?? []);
  if (integration === undefined || hash === undefined) return UNKNOWN;
  const isRevoked = hash.revokedAt !== undefined;
  if (!isRevoked && !isAlive(hash, now)) return UNKNOWN;
  if (integration.removedAt !== undefined) return { kind: "removed" };
  if (isRevoked) {
    return isReplaced(integration.keyHashes) ? { kind: "revoked", integration } : UNKNOWN;
  }
  return { kind: "authenticated", integration };
}
