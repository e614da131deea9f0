import { InterruptedError } from "../providers/provider.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import type { FindProvider } from "../providers/registry.ts";
import type { Caller } from "../../service.ts";
import type { Collection } from "../../state/collection.ts";
import { reasonOf } from "./resource-step.ts";
import { runCreate, runDelete } from "./run-create.ts";
import { runUpdate } from "./run-update.ts";
import type { StackRun } from "./stack-run.ts";
import type { Stack } from "./stack.ts";
import { stackJournal } from "./stack-journal.ts";

/** What running stacks rests on. */
export interface StackRunnerOptions {
  readonly stacks: Collection<Stack>;
  readonly providers: FindProvider;
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
  /** What cancels the application of a stack's template, by the stack's ID. */
  const cancels = new Map<string, () => void>();

  const provider = (type: string): ResourceProvider => {
    const found = options.providers(type);
    if (found !== undefined) return found;
    throw new Error(`There is no provider of ${type}`);
  };

  async function advance(stackId: string): Promise<void> {
    const stack = journal.read(stackId);
    const call = options.callAs(stack.caller);
    const onApplication = (cancel: () => void): void => {
      cancels.set(stackId, cancel);
    };
    const run: StackRun = {
      ...{ journal, stack, provider, call, now, onApplication },
      stopping: signal,
    };
    if (stack.status === "CREATE_IN_PROGRESS") await runCreate(run);
    else if (stack.status.startsWith("UPDATE_")) await runUpdate(run);
    else await runDelete(run);
  }

  function run(stackId: string): void {
    // A deletion asked for in mid-creation waits until what is being created has ended; custom
    // resources are no longer waited for.
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
      cancels.get(stackId)?.();
      run(stackId);
    },
    close: async () => {
      closing.abort(new InterruptedError("The simulator stops"));
      await Promise.all(running.values());
    },
  };
}
