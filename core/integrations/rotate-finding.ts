import type { CheckFinding, CheckReport } from "../contract/check-report.ts";
import type { CheckDependencies } from "./check-context.ts";
import { fine, worstOf } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";
import { currentKey, isRotationDue, keyHoldersOf } from "./rotate-hashes.ts";

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
  const current = currentKey(integration.keyHashes);
  if (current === undefined || keyHoldersOf(integration) === undefined) return [];
  const message = `The key is of ${current.createdAt} and is rotated when it is 90 days old.`;
  if (!isRotationDue(integration, now)) return [fine(ROTATION, message)];
  const found = last?.findings.find(({ code }) => code === ROTATION);
  return [found ?? fine(ROTATION, message)];
}
