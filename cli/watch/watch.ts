import { PermanentError, TransientError } from "../../core/errors.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { createPostponed } from "./postponed.ts";
import { createRecheck } from "./recheck.ts";
import type { WatchEvent } from "./watch-events.ts";
import { tellFailure, watchRound } from "./watch-round.ts";
import type { WatchScope } from "./watch-scope.ts";
import type { WatchTools } from "./watch-tools.ts";

/** How to watch. */
export interface WatchOptions {
  readonly scope: WatchScope;
  /** Milliseconds between two rounds. */
  readonly interval: number;
  /** Analyse what was there before, too. */
  readonly allImages: boolean;
  /** Look once, and end. */
  readonly once: boolean;
  /** Folder of the state, instead of the usual one. */
  readonly state?: string;
}

/** Whom a watch works with. */
export interface WatchWork {
  readonly engine: Engine;
  readonly engineOptions: EngineOptions;
  readonly tools: WatchTools;
  readonly tell: (event: WatchEvent) => Promise<void>;
  /** Asked after each round. */
  readonly isEnough: () => boolean;
}

/** Wrong settings, which no waiting mends; later, when they were right before, they may pass. */
const HOPELESS = new Set(["no-catalog", "watch-state", "invalid-reference", "docker-config"]);
/** A registry that is away is asked again at least so often. */
const LONGEST_PAUSE = 15 * 60_000;

/**
 * Watches a registry: rounds with a pause between them, until it is enough or aborted. A round
 * that fails is told, and the pause grows; the first one alone ends the watch where its settings
 * are wrong.
 * @throws PermanentError for wrong settings
 */
export async function watch(options: WatchOptions, work: WatchWork): Promise<void> {
  const { scope, interval, allImages, once } = options;
  const { tools, engine, engineOptions, tell } = work;
  const { signal } = engineOptions;
  const listing = tools.openListing(scope.registry);
  const state = tools.openState(scope.registry, options.state);
  const recheck = createRecheck();
  const postponed = createPostponed(interval);
  const failures: Promise<void>[] = [];
  const told = { tell, now: tools.now };
  try {
    for (let failed = 0, first = true; ; first = false) {
      recheck.startRound();
      let error: unknown;
      try {
        await watchRound({
          ...{ listing, state, scope, allImages, signal, engine, engineOptions, postponed },
          ...told,
          isDue: (repository, tag) => recheck.isDue(repository, tag),
          onFailure: (repository, tag, failure) => {
            failures.push(tellFailure(`${scope.registry}/${repository}:${tag}`, failure, told));
          },
        });
        failed = 0;
      } catch (thrown) {
        error = thrown;
        failed += 1;
        signal.throwIfAborted();
        if (first && isHopeless(thrown)) throw thrown;
        await tellFailure(scope.registry, thrown, told);
      }
      await Promise.all(failures.splice(0));
      if (once || work.isEnough()) return;
      engineOptions.notes.progress(`watching ${scope.registry} …`);
      await tools.sleep(pauseAfter(error, failed, interval), signal);
    }
  } finally {
    await listing.close();
  }
}

function isHopeless(error: unknown): boolean {
  return error instanceof PermanentError && HOPELESS.has(error.code);
}

/** Milliseconds until the next round: what the registry asks for, else twice as long each time. */
export function pauseAfter(error: unknown, failed: number, interval: number): number {
  if (error === undefined) return interval;
  if (error instanceof TransientError && error.retryAfterSeconds !== undefined) {
    return Math.max(interval, error.retryAfterSeconds * 1000);
  }
  return Math.max(interval, Math.min(LONGEST_PAUSE, interval * 2 ** (failed - 1)));
}
