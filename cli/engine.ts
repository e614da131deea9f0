import type { FindingReport } from "../core/contract/findings.ts";
import type { Inventory } from "../core/contract/inventory.ts";
import type { Notes } from "./terminal/notes.ts";

/** What a command asks of whoever analyses. */
export interface EngineOptions {
  /** `os/architecture[/variant]`: this platform and no other. */
  readonly platform?: string;
  /** Folder of advisory databases, instead of the usual one. */
  readonly advisories?: string;
  /** Whether layers that were read before may be taken from the cache. */
  readonly cache: boolean;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Where to say what is going on. */
  readonly notes: Notes;
}

/** What is in an image, wherever that came from. */
export interface Inspection {
  /** What the user called it, with the tag that was taken where they named none. */
  readonly name: string;
  readonly origin: "local" | "service";
  readonly inventory: Inventory;
}

/** The same with what is known to be wrong with it. */
export interface Analysis extends Inspection {
  readonly report: FindingReport;
  /** Advisories of each assessed ecosystem's database, where that is known. */
  readonly advisoryCounts: ReadonlyMap<string, number>;
  /** Downloads the full sources of what was not assessed against one, where that helps. */
  readonly syncCommand?: string;
}

/** Analyses targets. Both throw PermanentError and TransientError with a message for people. */
export interface Engine {
  /** @param target As written on the command line. */
  inspect(target: string, options: EngineOptions): Promise<Inspection>;
  analyse(target: string, options: EngineOptions): Promise<Analysis>;
}
