import { CancelledError } from "../providers/provider.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { parseTemplate } from "../template/parse-template.ts";
import type { Application } from "./create-resource.ts";
import type { Stack } from "./stack.ts";
import type { StackJournal } from "./stack-journal.ts";
import { stackScope } from "./stack-scope.ts";

/** What moving one stack on rests on. */
export interface StackRun {
  readonly journal: StackJournal;
  /** As it was when the run began. */
  readonly stack: Stack;
  readonly provider: (type: string) => ResourceProvider;
  readonly call: CallService;
  readonly now: () => Date;
  /** Aborted when the simulator stops: nothing new begins, and no status changes. */
  readonly stopping: AbortSignal;
  /** Keeps what cancels the application of a template that is under way. */
  readonly onApplication: (cancel: () => void) => void;
}

/** The application of the stack's present template, for as long as its status stays as it is. */
export function applicationOf(run: StackRun): Application {
  const { journal, provider, call, now, stopping } = run;
  const cancelling = new AbortController();
  const cancel = (): void => {
    cancelling.abort(new CancelledError("The step is no longer wanted"));
  };
  run.onApplication(cancel);
  const stack = journal.read(run.stack.id);
  const template = parseTemplate(stack.templateBody);
  const scope = stackScope(template, stack, () => journal.read(stack.id));
  const mayBegin = (): boolean =>
    !stopping.aborted && journal.read(stack.id).status === stack.status;
  const signal = AbortSignal.any([stopping, cancelling.signal]);
  return { journal, stack, template, scope, provider, call, now, mayBegin, signal, cancel };
}
