import type { CheckMessage } from "../contract/check-message.ts";
import type { CheckReport } from "../contract/check-report.ts";
import { PermanentError, TransientError } from "../errors.ts";
import type { CheckDependencies } from "./check-context.ts";
import { warning, worstOf } from "./check-finding.ts";
import { reportRotation, ROTATION } from "./rotate-finding.ts";

/** Code of a check that never came to its end. */
const CHECK = "check";

/**
 * Says in an integration's report that a check or a rotation could not be finished. That AWS did
 * not answer is no finding about the stack: what is known of it, and the integration's status,
 * stay.
 *
 * @throws TransientError
 */
export async function reportUnfinished(
  dependencies: Pick<CheckDependencies, "integrations" | "reports" | "now">,
  { kind, organizationId, integrationId }: CheckMessage,
  error: unknown,
): Promise<void> {
  const { integrations, reports, now } = dependencies;
  const integration = await integrations.get(integrationId);
  if (integration?.organizationId !== organizationId || integration.removedAt !== undefined) return;
  const why = isForPeople(error) ? error.message : "This service has a defect.";
  if (kind === "rotate") {
    const message = `The key could not be rotated at ${now().toISOString()}: ${why} Whatever key the stack has is taken still.`;
    await reportRotation(dependencies, integrationId, warning(ROTATION, message, LATER));
    return;
  }
  const last = await reports.get(integrationId);
  const message = `The check could not be finished: ${why} What follows is what the check before it found, if there was one.`;
  await reports.put(unfinished(integrationId, now(), warning(CHECK, message, LATER), last));
}

function isForPeople(error: unknown): error is Error {
  return error instanceof TransientError || error instanceof PermanentError;
}

const LATER =
  "Try again in an hour. If it stays, see AWS's health in the stack's Region, and tell the operator of this service.";

function unfinished(
  integrationId: string,
  now: Date,
  finding: CheckReport["findings"][number],
  last: CheckReport | undefined,
): CheckReport {
  const before = (last?.findings ?? []).filter(({ code }) => code !== CHECK);
  const findings = [finding, ...before];
  return { integrationId, checkedAt: now.toISOString(), outcome: worstOf(findings), findings };
}
