import type { CheckFinding } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { type CheckDependencies, UPDATE } from "./check-context.ts";
import { answerOrRefusal, broken, fine, warning } from "./check-finding.ts";
import type { InspectedStack } from "./check-port.ts";
import type { ConnectedIntegration } from "./port.ts";
import { isOlder } from "./upgrade.ts";

/** Statuses of a stack that has come to rest as somebody wanted it. */
const SETTLED = new Set(["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"]);
/** Of one that went back to what it was: it is as before. */
const WENT_BACK = new Set(["UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"]);

/**
 * Looks at the customer's stack and at the version of its template.
 * @returns `deleted`: CloudFormation has deleted it, though its role is there still.
 * @throws TransientError
 */
export async function stackFindings(
  { inspection, settings }: Pick<CheckDependencies, "inspection" | "settings">,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[] | "deleted"> {
  const { connection } = integration;
  const stack = await answerOrRefusal(() => inspection.stack(integration));
  if (stack === undefined) return "deleted";
  if (stack instanceof PermanentError) {
    const message = `The stack ${connection.stackId} can't be looked at: ${stack.message}`;
    const version = versionFinding(connection.templateVersion, settings.templateVersion);
    return [warning("stack", message, UPDATE), ...version];
  }
  if (stack.status === "DELETE_COMPLETE") return "deleted";
  const installed = stack.templateVersion ?? connection.templateVersion;
  return [
    statusFinding(connection.stackId, stack),
    ...versionFinding(installed, settings.templateVersion),
  ];
}

function statusFinding(stackId: string, { status, statusReason }: InspectedStack): CheckFinding {
  const why = statusReason === undefined ? "" : ` (${statusReason})`;
  const message = `The stack ${stackId} is in the status ${status}${why}.`;
  if (SETTLED.has(status)) return fine("stack", message);
  if (WENT_BACK.has(status)) {
    const remedy = `Its last update was rolled back. See the stack's events in AWS for the reason, then update it again.`;
    return warning("stack", message, remedy);
  }
  if (status === "DELETE_IN_PROGRESS") {
    const remedy = `It is being deleted. When that is done, launch it again by the integration's link, or remove the integration.`;
    return broken("stack", message, remedy);
  }
  if (status.endsWith("_IN_PROGRESS")) {
    return warning("stack", message, "Wait until AWS is done with it, then check again.");
  }
  const remedy = `See the stack's events in AWS for what failed. Continue its rollback there, or delete it and launch it again by the integration's link: what is known of your images stays.`;
  return broken("stack", message, remedy);
}

function versionFinding(installed: string, current: string | undefined): readonly CheckFinding[] {
  if (current === undefined) return [];
  if (!isOlder(installed, current)) {
    return [fine("template-version", `The stack has version ${installed} of the template.`)];
  }
  const message = `The stack has version ${installed} of the template, and the current one is ${current}.`;
  return [warning("template-version", message, UPDATE)];
}
