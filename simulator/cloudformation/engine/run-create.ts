import { applyTemplate } from "./apply-template.ts";
import { deleteResources } from "./delete-resources.ts";
import { evaluateOutputs } from "./outputs.ts";
import { applicationOf } from "./stack-run.ts";
import type { StackRun } from "./stack-run.ts";

/** Creates a stack's resources; after a failure does what OnFailure says. */
export async function runCreate(run: StackRun): Promise<void> {
  const application = applicationOf(run);
  const { journal, stack, template, scope, mayBegin } = application;
  const { failed } = await applyTemplate(application);
  if (!mayBegin()) return;
  if (failed.length > 0) {
    const names = failed.join(", ");
    await rollBack(run, `The following resource(s) failed to create: [${names}].`);
    return;
  }
  const outputs = evaluateOutputs(template, scope);
  if (typeof outputs === "string") await rollBack(run, outputs);
  else journal.stackChanged(stack.id, "CREATE_COMPLETE", undefined, { outputs });
}

async function rollBack(run: StackRun, reason: string): Promise<void> {
  const { journal, stack } = run;
  if (stack.onFailure === "DO_NOTHING") {
    journal.stackChanged(stack.id, "CREATE_FAILED", reason);
    return;
  }
  const isDeleted = stack.onFailure === "DELETE";
  const suffix = isDeleted ? "Delete requested by user." : "Rollback requested by user.";
  const status = isDeleted ? "DELETE_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS";
  journal.stackChanged(stack.id, status, `${reason} ${suffix}`);
  await runDelete(run);
}

/** Removes all resources of a stack that is deleted or whose creation is rolled back. */
export async function runDelete(run: StackRun): Promise<void> {
  const { journal, stack, now } = run;
  const mayBegin = (): boolean => !run.stopping.aborted;
  const failed = await deleteResources({
    ...run,
    goes: () => true,
    mayBegin,
    signal: run.stopping,
  });
  if (run.stopping.aborted) return;
  const isRollback = journal.read(stack.id).status === "ROLLBACK_IN_PROGRESS";
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${failed.join(", ")}].`;
    journal.stackChanged(stack.id, isRollback ? "ROLLBACK_FAILED" : "DELETE_FAILED", reason);
  } else if (isRollback) {
    journal.stackChanged(stack.id, "ROLLBACK_COMPLETE");
  } else {
    const deletedAt = now().getTime();
    journal.stackChanged(stack.id, "DELETE_COMPLETE", undefined, { deletedAt });
  }
}
