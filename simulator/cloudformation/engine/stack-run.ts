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
  /** Whether the simulator stops: nothing new begins, and no status changes. */
  readonly isStopping: () => boolean;
}

/** The application of the stack's present template, for as long as its status stays as it is. */
export function applicationOf(run: StackRun): Application {
  const { journal, provider, call, now } = run;
  const stack = journal.read(run.stack.id);
  const template = parseTemplate(stack.templateBody);
  const scope = stackScope(template, stack, () => journal.read(stack.id));
  const mayBegin = (): boolean =>
    !run.isStopping() && journal.read(stack.id).status === stack.status;
  return { journal, stack, template, scope, provider, call, now, mayBegin };
}
