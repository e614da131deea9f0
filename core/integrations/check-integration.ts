import type { CheckFinding, CheckReport } from "../contract/check-report.ts";
import { type CheckDependencies, isComplete } from "./check-context.ts";
import { deliveryFindings } from "./check-delivery.ts";
import { broken, worstOf } from "./check-finding.ts";
import { registryFindings } from "./check-registry.ts";
import { roleFindings } from "./check-role.ts";
import { secretFindings } from "./check-secret.ts";
import { stackFindings } from "./check-stack.ts";
import { recordChecked } from "./check-status.ts";
import { isWaiting } from "./enrollment-approval.ts";
import type { ConnectedIntegration, Integration } from "./port.ts";
import { keyFindings } from "./rotate-finding.ts";
import { unbindStack } from "./setup-binding.ts";

const NO_STACK = broken(
  "stack",
  "The integration has no complete stack, so there is nothing to look at.",
  "Launch its stack by the integration's link, or see the events of the stack that is being created.",
);
const DELETED = broken(
  "stack",
  "The stack was deleted, so no pushes are seen any more; what is known of its images stays.",
  "Launch it again by the integration's link, or remove the integration.",
);

/**
 * Checks an integration and stores what was found. What is broken shows as its status, and no
 * longer when it is mended; a stack that is gone without a word leaves as by its Delete.
 *
 * @throws TransientError: nothing was stored, the check is to be made again
 */
export async function checkIntegration(
  dependencies: CheckDependencies,
  { organizationId, integrationId }: Pick<Integration, "organizationId" | "integrationId">,
): Promise<void> {
  const { integrations, reports, now, log } = dependencies;
  const integration = await integrations.get(integrationId);
  const isOurs =
    integration?.organizationId === organizationId && integration.removedAt === undefined;
  if (!isOurs || isWaiting(integration)) {
    log.info("nothing to check", { organizationId, integrationId });
    return;
  }
  const findings = isComplete(integration)
    ? await checkConnected(dependencies, integration)
    : [integration.connection?.deletedAt === undefined ? NO_STACK : DELETED];
  const outcome = worstOf(findings);
  await reports.put({
    integrationId,
    checkedAt: now().toISOString(),
    outcome,
    findings: [...findings],
  });
  const codes = findings.filter((one) => one.outcome !== "ok").map(({ code }) => code);
  log.info("integration checked", { organizationId, integrationId, outcome, codes });
}

async function checkConnected(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[]> {
  const { integrations, reports, now } = dependencies;
  const { integrationId, connection } = integration;
  const last = await reports.get(integrationId);
  const found = await lookAt(dependencies, integration, last);
  if (found === "deleted") {
    await unbindStack({ integrations, now }, integrationId, connection.stackId);
    return [DELETED];
  }
  const findings = [...found, ...keyFindings(integration, last, now())];
  await recordChecked(integrations, integration, findings);
  return findings;
}

async function lookAt(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
  last: CheckReport | undefined,
): Promise<readonly CheckFinding[] | "deleted"> {
  const roles = await roleFindings(dependencies, integration, last);
  // Whatever else is asked is asked as that role.
  if (roles.some(({ code, outcome }) => code === "role" && outcome === "error")) return roles;
  const stack = await stackFindings(dependencies, integration);
  if (stack === "deleted") return stack;
  return [
    ...roles,
    ...stack,
    ...(await registryFindings(dependencies, integration)),
    ...(await deliveryFindings(dependencies, integration)),
    ...(await secretFindings(dependencies, integration)),
  ];
}
