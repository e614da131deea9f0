import type { Collection } from "./collection.ts";

/** Work under way at once. */
const MAXIMUM_CONCURRENCY = 50;
/** Node's timers take no more, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What a queue rests on. */
export interface WorkQueueOptions<Item> {
  /** Keeps what is not done yet over restarts. */
  readonly pending: Collection<Item>;
  /** When an item is due, milliseconds since the epoch; asked once for each attempt. */
  readonly dueAt: (item: Item) => number;
  /**
   * One attempt. Answers the item as it waits for the next attempt, or undefined when it is done
   * with. What it answers after `signal` was aborted is not written down, unless it is done.
   */
  readonly attempt: (item: Item, signal: AbortSignal) => Promise<Item | undefined>;
  readonly now: () => Date;
}

/** Work that is tried until it is done, kept across restarts. */
export interface WorkQueue<Item> {
  /** On disk when it returns. @param id unique among what is pending */
  add(id: string, item: Item): void;
  /** Stops; what is under way is broken off and tried again after the next start. */
  close(): Promise<void>;
}

/** Opens a queue and goes on with what an earlier run left. */
export function openWorkQueue<Item>(options: WorkQueueOptions<Item>): WorkQueue<Item> {
  const { pending, now } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting: string[] = [];
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  function schedule(id: string, item: Item): void {
    const delay = options.dueAt(item) - now().getTime();
    const timer = setTimeout(
      () => {
        timers.delete(id);
        waiting.push(id);
        pump();
      },
      Math.min(LONGEST_TIMER, Math.max(0, delay)),
    );
    timers.set(id, timer);
  }

  function pump(): void {
    while (running.size < MAXIMUM_CONCURRENCY && !closing.signal.aborted) {
      const id = waiting.shift();
      const item = id === undefined ? undefined : pending.get(id);
      if (id === undefined || item === undefined) return;
      const work: Promise<void> = run(id, item)
        .catch(report)
        .finally(() => {
          running.delete(work);
          pump();
        });
      running.add(work);
    }
  }

  async function run(id: string, item: Item): Promise<void> {
    const next = await options.attempt(item, closing.signal);
    if (next === undefined) {
      pending.delete(id);
      return;
    }
    if (closing.signal.aborted) return;
    pending.put(id, next);
    schedule(id, next);
  }

  for (const [id, item] of pending.entries()) schedule(id, item);

  return {
    add(id, item) {
      pending.put(id, item);
      schedule(id, item);
    },
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

/** A fault of the simulator itself: said aloud, and tried again after the next start. */
function report(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`simulator: a delivery failed unexpectedly: ${detail}\n`);
}
