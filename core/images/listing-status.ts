import { PermanentError } from "../errors.ts";
import type { ConnectedIntegration, IntegrationStore } from "../integrations/port.ts";
import { replaceIntegration } from "../integrations/replace-integration.ts";

/** Begins every reason that is given here, by which it is known again when it has passed. */
const LISTING_FAILED = "The registry could not be listed.";

type Integrations = Pick<IntegrationStore, "get" | "replace">;

/**
 * Shows that a connected registry can't be read: its role was changed, or its stack is gone
 * without a word. A failure that may pass is not shown, nor one of a stack that is not complete.
 */
export async function recordListingFailure(
  integrations: Integrations,
  { integrationId, connection }: ConnectedIntegration,
  error: unknown,
): Promise<void> {
  if (!(error instanceof PermanentError)) return;
  const statusReason = `${LISTING_FAILED} ${error.message}`;
  await replaceIntegration(integrations, integrationId, (current) =>
    current.removedAt === undefined &&
    current.connection?.stackId === connection.stackId &&
    (current.status === "connected" || isListingFailure(current.statusReason)) &&
    current.statusReason !== statusReason
      ? { ...current, status: "error", statusReason }
      : current,
  );
}

/** Takes back what `recordListingFailure` has shown, and nothing that others have. */
export async function recordListed(
  integrations: Integrations,
  { integrationId, connection, statusReason }: ConnectedIntegration,
): Promise<void> {
  if (!isListingFailure(statusReason)) return;
  await replaceIntegration(integrations, integrationId, (current) => {
    const isSame = current.connection?.stackId === connection.stackId;
    if (!isSame || !isListingFailure(current.statusReason)) return current;
    const { statusReason: _, ...rest } = current;
    return { ...rest, status: "connected" };
  });
}

function isListingFailure(reason: string | undefined): boolean {
  return reason?.startsWith(LISTING_FAILED) ?? false;
}
