import type { Role } from "../core/contract/vocabulary.ts";
import type { Engine } from "./engine.ts";
import type { ServiceSettings } from "./service/settings.ts";
import type { WatchTools } from "./watch/watch-tools.ts";

/** What the program runs in. What takes time to load is made only when a command needs it. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Milliseconds, for the pace of progress. */
  readonly clock: () => number;
  readonly engine: () => Promise<Engine>;
  /** How to reach the service, with the rights of a role; undefined: there is none. */
  readonly service: (role: Role) => Promise<ServiceSettings | undefined>;
  readonly watchTools: () => Promise<WatchTools>;
  /** Waits on the clock; an abort ends the wait. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
