import type { Assessment, FindingReport, SeverityCounts } from "../core/contract/findings.ts";
import type { AnalysisWarning, Inventory } from "../core/contract/inventory.ts";
import type { ImageRepository } from "../core/formats/sbom-subject.ts";
import type { ImageFacts } from "./image-facts.ts";
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
  /** Where it is kept; absent for files of this machine. */
  readonly repository?: ImageRepository;
  /** ISO 8601. */
  readonly analyzedAt: string;
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

/** How the packages of an image were assessed, and by whom. */
export interface AssessedPackages extends Pick<
  Analysis,
  "origin" | "advisoryCounts" | "syncCommand"
> {
  readonly assessed: readonly Assessment[];
}

/** What there is to know at one glance. */
export interface Summary extends ImageFacts, AssessedPackages {
  /** ISO 8601. */
  readonly analyzedAt: string;
  readonly counts: SeverityCounts;
  readonly warnings: readonly AnalysisWarning[];
}

/** Analyses targets. All throw PermanentError and TransientError with a message for people. */
export interface Engine {
  /** @param target As written on the command line. */
  inspect(target: string, options: EngineOptions): Promise<Inspection>;
  analyse(target: string, options: EngineOptions): Promise<Analysis>;
  summarise(target: string, options: EngineOptions): Promise<Summary>;
  /** The image that was pushed last to what the service watches, as a target. */
  newest(options: EngineOptions): Promise<string>;
}
