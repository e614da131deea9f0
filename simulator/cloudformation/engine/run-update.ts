import { applyTemplate } from "./apply-template.ts";
import { deleteResources } from "./delete-resources.ts";
import { evaluateOutputs } from "./outputs.ts";
import { applicationOf } from "./stack-run.ts";
import type { StackRun } from "./stack-run.ts";

/**
 * Brings a stack to its new template, then removes what is no longer needed; after a failure
 * brings it back to the previous template.
 */
export async function runUpdate(run: StackRun): Promise<void> {
  const application = applicationOf(run);
  const { journal, stack, template, scope, mayBegin } = application;
  const isRollback = stack.status.startsWith("UPDATE_ROLLBACK_");
  const { failed, kept } = await applyTemplate(application);
  if (!mayBegin()) return;
  const outputs = failed.length > 0 ? [] : evaluateOutputs(template, scope);
  if (failed.length > 0 || typeof outputs === "string") {
    const names = failed.join(", ");
    const reason =
      typeof outputs === "string"
        ? outputs
        : `The following resource(s) failed to update: [${names}].`;
    if (isRollback) journal.stackChanged(stack.id, "UPDATE_ROLLBACK_FAILED", reason);
    else await rollBack(run, reason);
    return;
  }
  const prefix = isRollback ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE";
  if (stack.status !== `${prefix}_CLEANUP_IN_PROGRESS`) {
    journal.stackChanged(stack.id, `${prefix}_CLEANUP_IN_PROGRESS`, undefined, { outputs });
  }
  await deleteResources({
    ...run,
    goes: ({ logicalId, isReplaced }) => isReplaced || !kept.has(logicalId),
    mayBegin: () => !run.stopping.aborted,
    signal: run.stopping,
  });
  // What could not be removed is left behind, as with AWS, and stays listed.
  if (!run.stopping.aborted) {
    journal.stackChanged(stack.id, prefix, undefined, { previous: undefined });
  }
}

async function rollBack(run: StackRun, reason: string): Promise<void> {
  const { journal, stack } = run;
  const { previous } = journal.read(stack.id);
  journal.stackChanged(stack.id, "UPDATE_ROLLBACK_IN_PROGRESS", reason, { ...previous });
  await runUpdate(run);
}
