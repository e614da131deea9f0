import type { Engine, EngineOptions } from "../engine.ts";
import type { Output } from "../terminal/output.ts";
import type { CommandOptions } from "./command-options.ts";

/** What the action of a command works with. */
export interface RunContext {
  readonly engine: Engine;
  readonly engineOptions: EngineOptions;
  readonly output: Output;
  /** How the program is called here, for commands that people copy. */
  readonly program: string;
}

/**
 * Runs the action of one command with its output and engine.
 * @returns The exit code that the action asks for.
 */
export type RunCommand = (
  options: CommandOptions & { readonly advisories?: string },
  action: (context: RunContext) => Promise<number>,
) => Promise<void>;
