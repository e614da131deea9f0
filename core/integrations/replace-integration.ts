import { TransientError } from "../errors.ts";
import type { Integration, IntegrationStore } from "./port.ts";

/** Writers of one integration are few: more rounds than this mean something else. */
const ATTEMPTS = 5;

/**
 * Changes an integration as it is now, again on what somebody else has made of it meanwhile.
 *
 * @param change May be called several times; returning the integration as it is writes nothing.
 * @returns As it is afterwards; undefined: there is none.
 * @throws TransientError `integration-contended`
 */
export async function replaceIntegration(
  integrations: Pick<IntegrationStore, "get" | "replace">,
  integrationId: string,
  change: (integration: Integration) => Integration,
): Promise<Integration | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const integration = await integrations.get(integrationId);
    if (integration === undefined) return undefined;
    const next = change(integration);
    if (next === integration) return integration;
    if (await integrations.replace(next)) return { ...next, version: next.version + 1 };
  }
  throw new TransientError(
    "integration-contended",
    `The integration ${integrationId} is being changed by others at the same time. Try again.`,
  );
}
