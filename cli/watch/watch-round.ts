import { PermanentError, TransientError, UnsupportedError } from "../../core/errors.ts";
import type { Engine, EngineOptions, Summary } from "../engine.ts";
import {
  findPushes,
  isOfWholeRegistry,
  markDone,
  type Push,
  type PushSearch,
} from "./find-pushes.ts";
import { findRepositories, type WatchedRepository } from "./find-repositories.ts";
import { inParallel } from "./in-parallel.ts";
import type { Postponed } from "./postponed.ts";
import type { WatchEvent } from "./watch-events.ts";

/** Requests side by side while looking for pushes: what a browser opens to one host, and a little more. */
const WORKERS = 8;

/** What one round works with. */
export interface WatchRound extends PushSearch {
  readonly engine: Engine;
  readonly engineOptions: EngineOptions;
  readonly postponed: Postponed;
  readonly now: () => Date;
  readonly tell: (event: WatchEvent) => Promise<void>;
}

/**
 * Looks for pushes in all repositories once, and analyses them one after the other. What fails is
 * told, and tried again in a later round.
 * @throws what fails for the whole registry, for example TransientError `throttled`
 */
export async function watchRound(round: WatchRound): Promise<void> {
  const { scope, listing, state, signal, engineOptions } = round;
  const { notes } = engineOptions;
  notes.progress(`looking into ${scope.registry} …`);
  const repositories = await findRepositories(scope, listing, state, signal);
  const pushes: Push[] = [];
  let looked = 0;
  await inParallel(repositories, WORKERS, async (repository) => {
    pushes.push(...(await pushesOf(repository, round)));
    looked += 1;
    notes.progress(`looking into ${scope.registry}: ${looked} of ${repositories.length} …`);
  });
  for (const push of pushes.toSorted(byName)) await analysePush(push, round);
}

async function pushesOf(repository: WatchedRepository, round: WatchRound): Promise<Push[]> {
  try {
    return await findPushes(repository.name, repository.wasThere, round);
  } catch (error) {
    round.signal.throwIfAborted();
    if (isOfWholeRegistry(error)) throw error;
    await tellFailure(`${round.scope.registry}/${repository.name}`, error, round);
    return [];
  }
}

async function analysePush(push: Push, round: WatchRound): Promise<void> {
  const { scope, state, signal, postponed, now, tell } = round;
  const name = `${scope.registry}/${push.repository}:${push.tag}`;
  if (postponed.isWaiting(name, push.digest, now())) return;
  try {
    const summary = await summarise(push, round);
    await tell({ kind: "image", at: now(), name, digest: push.digest, summary });
    await markDone(push, state);
    postponed.forget(name);
  } catch (error) {
    signal.throwIfAborted();
    // Its blobs may be elsewhere: that they can't be reached says nothing of other images.
    if (isOfWholeRegistry(error) && !isUnreachable(error)) throw error;
    if (isSettled(error)) {
      await tell({ kind: "skipped", at: now(), name, reason: error.message });
      await markDone(push, state);
      return;
    }
    postponed.add(name, push.digest, now());
    await tellFailure(name, error, round);
  }
}

function summarise({ repository, tag, digest }: Push, round: WatchRound): Promise<Summary> {
  const target = `registry://${round.scope.registry}/${repository}:${tag}@${digest}`;
  return round.engine.summarise(target, round.engineOptions);
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TransientError && error.code === "unreachable";
}

/** Whether it stays so for this digest, however often it is tried. */
function isSettled(error: unknown): error is PermanentError {
  if (error instanceof UnsupportedError) return true;
  return error instanceof PermanentError && error.code === "platform-not-found";
}

/**
 * Tells of a failure, unless it is a defect of the program, which ends it.
 * @throws what is no failure of the registry
 */
export async function tellFailure(
  name: string,
  error: unknown,
  { tell, now }: Pick<WatchRound, "tell" | "now">,
): Promise<void> {
  if (!(error instanceof PermanentError || error instanceof TransientError)) throw error;
  await tell({ kind: "failed", at: now(), name, code: error.code, reason: error.message });
}

function byName(a: Push, b: Push): number {
  const [first, second] = [`${a.repository}:${a.tag}`, `${b.repository}:${b.tag}`];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
