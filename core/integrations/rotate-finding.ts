import type { CheckFinding, CheckReport } from "../contract/check-report.ts";
import type { CheckDependencies } from "./check-context.ts";
import { broken, fine, warning, worstOf } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";
import { withoutKeySince } from "./revoke-keys.ts";
import { currentKey, isRotationDue, keyHoldersOf, unfinishedKeys } from "./rotate-hashes.ts";

/** Code of what a rotation found. */
export const ROTATION = "key-rotation";

/**
 * Puts what a rotation found into the integration's report, in place of what the last one did.
 * @throws TransientError
 */
export async function reportRotation(
  { reports, now }: Pick<CheckDependencies, "reports" | "now">,
  integrationId: string,
  finding: CheckFinding,
): Promise<void> {
  const report = await reports.get(integrationId);
  const others = (report?.findings ?? []).filter(({ code }) => code !== ROTATION);
  const findings = [...others, finding];
  const checkedAt = report?.checkedAt ?? now().toISOString();
  await reports.put({ integrationId, checkedAt, outcome: worstOf(findings), findings });
}

/**
 * What a check says of the key: what the last rotation found while one is due, since only a
 * rotation can tell whether it is possible; else how old the key is.
 */
export function keyFindings(
  integration: ConnectedIntegration,
  last: CheckReport | undefined,
  now: Date,
): readonly CheckFinding[] {
  const holders = keyHoldersOf(integration);
  if (holders === undefined) return [];
  const { keyHashes } = integration;
  const revokedAt = withoutKeySince(keyHashes);
  if (revokedAt !== undefined) {
    const isGiven = unfinishedKeys(keyHashes, holders, now).length > 0;
    return [withoutKeyFinding(revokedAt, isGiven, rotationOf(last))];
  }
  const current = currentKey(keyHashes);
  if (current === undefined) return [];
  const message = `The key is of ${current.createdAt} and is rotated when it is 90 days old.`;
  if (!isRotationDue(integration, now)) return [fine(ROTATION, message)];
  return [rotationOf(last) ?? fine(ROTATION, message)];
}

function rotationOf(report: CheckReport | undefined): CheckFinding | undefined {
  return report?.findings.find(({ code }) => code === ROTATION);
}

/**
 * @param isGiven Whether the Connection may have another key, which is taken.
 * @param found By the last rotation, perhaps before the keys were revoked.
 */
function withoutKeyFinding(
  revokedAt: string,
  isGiven: boolean,
  found: CheckFinding | undefined,
): CheckFinding {
  const message = `The key was revoked on ${revokedAt}, and the stack has not been given another to its end yet`;
  if (isGiven) {
    return found?.outcome === "warning"
      ? found
      : warning(ROTATION, `${message}.`, "Check again in a few minutes.");
  }
  if (found?.outcome === "error") return found;
  return broken(
    ROTATION,
    `${message}, so that no events are taken; pushes are found by listing the registry every hour.`,
    "Check again in a few minutes. If it stays, rotate the key again.",
  );
}
