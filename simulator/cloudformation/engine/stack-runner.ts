import type { CallService, ResourceProvider } from "../providers/provider.ts";
import type { ProviderRegistry } from "../providers/registry.ts";
import type { Caller } from "../../service.ts";
import type { Collection } from "../../state/collection.ts";
import { evaluate } from "../template/evaluate.ts";
import type { Scope } from "../template/evaluate.ts";
import { parseTemplate } from "../template/parse-template.ts";
import type { Template } from "../template/parse-template.ts";
import { createResources, reasonOf } from "./create-resources.ts";
import { deleteResources } from "./delete-resources.ts";
import type { Stack, StackOutput } from "./stack.ts";
import { stackJournal } from "./stack-journal.ts";
import { stackScope } from "./stack-scope.ts";

/** What running stacks rests on. */
export interface StackRunnerOptions {
  readonly stacks: Collection<Stack>;
  readonly providers: ProviderRegistry;
  /** Calls with the rights of a stack's principal. */
  readonly callAs: (caller: Caller) => CallService;
  readonly now: () => Date;
}

/** Brings stacks to where their status says they are going. */
export interface StackRunner {
  /** Goes on with a stack that is in progress, in the background. */
  run(stackId: string): void;
  /** Begins the deletion of a stack. */
  remove(stackId: string): void;
  /** Stops between two resources; the next start goes on. */
  close(): Promise<void>;
}

/** Starts the runner and goes on with every stack that an earlier run left in progress. */
export function startStackRunner(options: StackRunnerOptions): StackRunner {
  const { stacks, now } = options;
  const journal = stackJournal(stacks, now);
  const closing = new AbortController();
  const { signal } = closing;
  const running = new Map<string, Promise<void>>();

  const provider = (type: string): ResourceProvider => {
    const found = options.providers.get(type);
    if (found !== undefined) return found;
    throw new Error(`There is no provider of ${type}`);
  };

  async function create(stack: Stack): Promise<void> {
    const template = parseTemplate(stack.templateBody);
    const scope = stackScope(template, stack, () => journal.read(stack.id));
    const call = options.callAs(stack.caller);
    const mayBegin = (): boolean =>
      !signal.aborted && journal.read(stack.id).status === "CREATE_IN_PROGRESS";
    const base = { journal, stack, provider, call, mayBegin };
    const failed = await createResources({ ...base, template, scope, now });
    if (!mayBegin()) return;
    if (failed.length > 0) {
      const names = failed.join(", ");
      await rollBack(stack, `The following resource(s) failed to create: [${names}].`);
      return;
    }
    const outputs = evaluateOutputs(template, scope);
    if (typeof outputs === "string") await rollBack(stack, outputs);
    else journal.stackChanged(stack.id, "CREATE_COMPLETE", undefined, { outputs });
  }

  async function rollBack(stack: Stack, reason: string): Promise<void> {
    if (stack.onFailure === "DO_NOTHING") {
      journal.stackChanged(stack.id, "CREATE_FAILED", reason);
      return;
    }
    const isDeleted = stack.onFailure === "DELETE";
    const suffix = isDeleted ? "Delete requested by user." : "Rollback requested by user.";
    journal.stackChanged(
      stack.id,
      isDeleted ? "DELETE_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS",
      `${reason} ${suffix}`,
    );
    await removeAll(stack);
  }

  async function removeAll(stack: Stack): Promise<void> {
    const call = options.callAs(stack.caller);
    const mayBegin = (): boolean => !signal.aborted;
    const failed = await deleteResources({ journal, stack, provider, call, mayBegin });
    if (signal.aborted) return;
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

  async function advance(stackId: string): Promise<void> {
    const stack = journal.read(stackId);
    if (stack.status === "CREATE_IN_PROGRESS") await create(stack);
    else await removeAll(stack);
  }

  function run(stackId: string): void {
    // A deletion asked for in mid-creation waits until the creation has ended.
    const before = running.get(stackId) ?? Promise.resolve();
    const work = before
      .then(() => (signal.aborted ? undefined : advance(stackId)))
      .catch((error: unknown) => {
        process.stderr.write(`simulator: stack ${stackId} stopped: ${reasonOf(error)}\n`);
      });
    running.set(stackId, work);
  }

  for (const [stackId, { status }] of stacks.entries()) {
    if (status.endsWith("_IN_PROGRESS")) run(stackId);
  }
  return {
    run,
    remove(stackId) {
      journal.stackChanged(stackId, "DELETE_IN_PROGRESS", "User Initiated");
      run(stackId);
    },
    close: async () => {
      closing.abort();
      await Promise.all(running.values());
    },
  };
}

/** The outputs, or why they can't be evaluated. */
function evaluateOutputs(template: Template, scope: Scope): readonly StackOutput[] | string {
  try {
    return Object.entries(template.outputs)
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
      .map(([OutputKey, definition]) => {
        const exported =
          definition.Export === undefined ? undefined : evaluate(definition.Export.Name, scope);
        return {
          OutputKey,
          OutputValue: toText(evaluate(definition.Value, scope)),
          ...(definition.Description === undefined ? {} : { Description: definition.Description }),
          ...(exported === undefined ? {} : { ExportName: toText(exported) }),
        };
      });
  } catch (error) {
    return reasonOf(error);
  }
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
