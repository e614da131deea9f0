import type { Role } from "../../core/contract/vocabulary.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import type { ServiceApi } from "../service/service-api.ts";
import type { Prompt } from "../terminal/prompt.ts";
import type { Output } from "../terminal/output.ts";
import type { WatchTools } from "../watch/watch-tools.ts";
import type { CommandOptions } from "./command-options.ts";

/** What every action works with. */
interface CommonContext {
  readonly output: Output;
  /** How the program is called here, for commands that people copy. */
  readonly program: string;
}

/** What the action of a command on images works with. */
export interface RunContext extends CommonContext {
  readonly engine: Engine;
  readonly engineOptions: EngineOptions;
}

/** What the action of a command on the service works with. */
export interface ServiceContext extends CommonContext {
  readonly api: ServiceApi;
  readonly signal: AbortSignal;
  readonly prompt: Prompt;
  /** Between two looks at something that takes a while. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs the action of a command on images with its output and engine.
 * @returns The exit code that the action asks for.
 */
export type RunCommand = (
  options: CommandOptions & { readonly advisories?: string },
  action: (context: RunContext) => Promise<number>,
) => Promise<void>;

/**
 * Runs the action of a command on the service.
 * @param role What it needs there.
 */
export type RunOnService = (
  options: { readonly output?: string },
  role: Role,
  action: (context: ServiceContext) => Promise<number>,
) => Promise<void>;

/** Runs the action that watches a registry. */
export type RunWatch = (
  options: CommandOptions & { readonly advisories?: string },
  action: (context: RunContext & { readonly tools: WatchTools }) => Promise<number>,
) => Promise<void>;

/** What commands are run by. */
export interface Runners {
  readonly onImage: RunCommand;
  readonly onService: RunOnService;
  readonly watching: RunWatch;
}
