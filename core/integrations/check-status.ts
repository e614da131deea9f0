import type { CheckFinding } from "../contract/check-report.ts";
import type { ConnectedIntegration, Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { isBoundTo } from "./setup-context.ts";

/** Begins every reason that is given here, by which it is known again when it has passed. */
const CHECK_FAILED = "The check of this integration found what is broken.";

/**
 * Shows at an integration what its check found: an error where something is broken, with what to
 * do; connected again when nothing is. A status that others have set stays, and so does one of a
 * stack that has been replaced meanwhile.
 *
 * @throws TransientError
 */
export async function recordChecked(
  integrations: Pick<IntegrationStore, "get" | "replace">,
  { integrationId, connection }: ConnectedIntegration,
  findings: readonly CheckFinding[],
): Promise<void> {
  const reason = reasonOf(findings);
  await replaceIntegration(integrations, integrationId, (current) => {
    if (!isBoundTo(current, connection.stackId)) return current;
    return reason === undefined ? mended(current) : failed(current, reason);
  });
}

function failed(current: Integration, statusReason: string): Integration {
  const isOurs = current.status === "connected" || isCheckFailure(current);
  if (!isOurs || current.statusReason === statusReason) return current;
  return { ...current, status: "error", statusReason };
}

function mended(current: Integration): Integration {
  if (!isCheckFailure(current)) return current;
  const { statusReason: _, ...rest } = current;
  return { ...rest, status: "connected" };
}

function isCheckFailure({ status, statusReason }: Integration): boolean {
  return status === "error" && (statusReason?.startsWith(CHECK_FAILED) ?? false);
}

/** Undefined: nothing is broken. */
function reasonOf(findings: readonly CheckFinding[]): string | undefined {
  const errors = findings.filter(({ outcome }) => outcome === "error");
  if (errors.length === 0) return undefined;
  const remedies = new Set(errors.map(({ remedy }) => remedy ?? ""));
  return [CHECK_FAILED, ...errors.map(({ message }) => message), ...remedies].join(" ");
}
