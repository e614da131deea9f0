import type { AdvisorySyncRequest, RematchRequest } from "../contract/advisory-messages.ts";
import { PermanentError, TransientError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";
import { baseEcosystem } from "./ecosystem-name.ts";
import type { AdvisoryFile } from "./index-file.ts";
import type { AdvisoryPublication } from "./publication.ts";

/** Databases that were built and wait to be published. */
export interface AdvisoryBuild {
  readonly files: readonly AdvisoryFile[];
  /** Records that could not be used. */
  readonly malformed: number;
  pathOf(file: AdvisoryFile): string;
  /** Removes what was not published, and whatever else the build left on disk. */
  discard(): Promise<void>;
}

/** What syncing needs. */
export interface AdvisorySyncDependencies {
  readonly publication: AdvisoryPublication;
  /**
   * Downloads the source's archive of an ecosystem and compiles the releases that are wanted.
   *
   * @throws TransientError `advisory-source-unreachable`; PermanentError when there is no such archive.
   */
  buildFromSource(
    base: string,
    wanted: (ecosystem: string) => boolean,
    onProgress: (progress: { bytes: number; totalBytes: number | undefined }) => void,
  ): Promise<AdvisoryBuild>;
  /** Whether images can hold packages of this ecosystem: nothing else is downloaded. */
  isKnown(ecosystem: string): boolean;
  readonly rematches: Queue<RematchRequest>;
  readonly log: Log;
  readonly now: () => Date;
}

/** OSV's archives change all day; matching twice a day's news is soon enough. */
const FRESH_MILLISECONDS = 6 * 60 * 60 * 1000;
/** A source that can't be reached, or lacks a release, is left alone for so long. */
const PAUSE_MILLISECONDS = 60 * 60 * 1000;
const PROGRESS_MILLISECONDS = 1000;
/**
 * An image that was matched just before the publication may be listed only after the first
 * rematch has asked for the list; by then it is.
 */
const SECOND_LOOK_SECONDS = 60;

/**
 * Gives a function that makes ecosystems' advisories current and asks for a rematch of the
 * organization's images where something changed. It remembers, for the life of the process,
 * when the source could not be reached.
 *
 * That the source can't be reached is no failure: what is published stays, and the log says so.
 */
export function createAdvisorySync(
  dependencies: AdvisorySyncDependencies,
): (request: AdvisorySyncRequest) => Promise<void> {
  const { publication, rematches, log, now } = dependencies;
  const pausedUntil = new Map<string, number>();

  function isDue(ecosystem: string, published: AdvisoryFile | undefined): boolean {
    if (now().getTime() < (pausedUntil.get(ecosystem) ?? 0)) return false;
    if (published === undefined || published.coverage === "starter") return true;
    return now().getTime() - Date.parse(published.refreshedAt) >= FRESH_MILLISECONDS;
  }

  function pause(ecosystems: readonly string[]): void {
    for (const ecosystem of ecosystems)
      pausedUntil.set(ecosystem, now().getTime() + PAUSE_MILLISECONDS);
  }

  /** @returns Ecosystems whose advisories changed. */
  async function refresh(base: string, due: readonly string[]): Promise<readonly string[]> {
    log.info("advisory-sync started", { ecosystem: base, wanted: due });
    let build: AdvisoryBuild;
    try {
      const wanted = (ecosystem: string) => ecosystem === base || due.includes(ecosystem);
      build = await dependencies.buildFromSource(base, wanted, progressLogger(base));
    } catch (error) {
      const known = error instanceof TransientError || error instanceof PermanentError;
      if (!known || !SOURCE_FAULTS.has(error.code)) throw error;
      pause(due);
      log.warn("advisory source unreachable", { ecosystem: base, reason: error.message });
      return [];
    }
    try {
      const changed: string[] = [];
      for (const file of build.files) {
        const result = await publication.publish(file, build.pathOf(file));
        if (result === "published") changed.push(file.ecosystem);
        const { ecosystem, asOf, records, size } = file;
        log.info("advisory-sync published", { ecosystem, asOf, records, size, result });
      }
      const built = new Set(build.files.map(({ ecosystem }) => ecosystem));
      const missing = due.filter((ecosystem) => !built.has(ecosystem));
      pause(missing);
      log.info("advisory-sync finished", { ecosystem: base, malformed: build.malformed, missing });
      return changed;
    } finally {
      await build.discard();
    }
  }

  function progressLogger(ecosystem: string) {
    let loggedAt = 0;
    return ({ bytes, totalBytes }: { bytes: number; totalBytes: number | undefined }): void => {
      const at = now().getTime();
      if (at - loggedAt < PROGRESS_MILLISECONDS && bytes !== totalBytes) return;
      loggedAt = at;
      log.info("advisory-sync progress", { ecosystem, bytes, totalBytes });
    };
  }

  return async ({ ecosystems, organizationId }) => {
    const toRematch = new Set<string>();
    const due: string[] = [];
    for (const ecosystem of new Set(ecosystems.filter((name) => dependencies.isKnown(name)))) {
      const published = await publication.find(ecosystem);
      if (isDue(ecosystem, published)) due.push(ecosystem);
      // Who asks has seen less than this: it was published since.
      else if (published?.coverage === "full") toRematch.add(ecosystem);
    }
    for (const [base, releases] of Map.groupBy(due, baseEcosystem))
      for (const ecosystem of await refresh(base, releases)) toRematch.add(ecosystem);
    if (organizationId === undefined) return;
    const requests = [...toRematch].map((ecosystem): RematchRequest => {
      return { kind: "ecosystem", ecosystem, organizationId };
    });
    await rematches.sendAll(requests);
    await rematches.sendAll(requests, { delaySeconds: SECOND_LOOK_SECONDS });
  };
}

/** Codes of errors that say: the source has nothing for us now. */
const SOURCE_FAULTS: ReadonlySet<string> = new Set([
  "advisory-source-unreachable",
  "advisory-archive-missing",
  "malformed-archive",
]);
