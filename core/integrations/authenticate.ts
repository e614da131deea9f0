import { integrationIdOfKey, matchesLiveHash } from "./api-key.ts";
import type { Integration, IntegrationStore } from "./port.ts";

/**
 * Whose key it is. `unknown` may be a key that is being rotated, so its sender should try
 * again; `removed` is for good.
 */
export type Authentication =
  | { readonly kind: "authenticated"; readonly integration: Integration }
  | { readonly kind: "unknown" }
  | { readonly kind: "removed" };

/** Looks a customer's key up and compares it, in constant time, with the live hashes. */
export async function authenticateKey(
  integrations: Pick<IntegrationStore, "get">,
  apiKey: string | undefined,
  now: Date,
): Promise<Authentication> {
  const integrationId = apiKey === undefined ? undefined : integrationIdOfKey(apiKey);
  if (apiKey === undefined || integrationId === undefined) return { kind: "unknown" };
  const integration = await integrations.get(integrationId);
  if (!matchesLiveHash(apiKey, integration?.keyHashes ?? [], now)) return { kind: "unknown" };
  if (integration === undefined) return { kind: "unknown" };
  if (integration.removedAt !== undefined) return { kind: "removed" };
  return { kind: "authenticated", integration };
}
