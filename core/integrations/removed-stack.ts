import type { IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";

/**
 * Takes note that the stack of a removed integration is being deleted, so that nobody is told any
 * more that it is left to delete. Does nothing to one that is there, or has another stack.
 *
 * @param deletedAt ISO 8601.
 * @throws TransientError
 */
export async function noteRemovedStackDeleted(
  integrations: Pick<IntegrationStore, "get" | "replace">,
  integrationId: string,
  stackId: string,
  deletedAt: string,
): Promise<void> {
  await replaceIntegration(integrations, integrationId, (current) => {
    const { connection, removedAt } = current;
    if (removedAt === undefined || connection === undefined) return current;
    if (connection.stackId !== stackId || connection.deletedAt !== undefined) return current;
    return { ...current, connection: { ...connection, deletedAt } };
  });
}
