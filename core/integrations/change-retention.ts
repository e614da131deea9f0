import type { Retention } from "../contract/retention.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";

/**
 * Sets how long what is stored of an integration's images is kept, or with null that everything
 * is. It is applied when the registry is compared with what is stored, within a day.
 *
 * @returns As it is afterwards; undefined: it is gone, or was removed.
 * @throws TransientError
 */
export async function changeRetention(
  integrations: Pick<IntegrationStore, "get" | "replace">,
  integrationId: string,
  retention: Retention | null,
): Promise<Integration | undefined> {
  const changed = await replaceIntegration(integrations, integrationId, (current) => {
    if (current.removedAt !== undefined || isSame(current.retention, retention)) return current;
    const { retention: _, ...rest } = current;
    return retention === null ? rest : { ...rest, retention };
  });
  return changed?.removedAt === undefined ? changed : undefined;
}

function isSame(known: Retention | undefined, wanted: Retention | null): boolean {
  return known?.maxAgeDays === wanted?.maxAgeDays && known?.keepLatest === wanted?.keepLatest;
}
