import { randomUUID } from "node:crypto";
import type { Collection } from "../../state/collection.ts";
import { retryDelay } from "./backoff.ts";
import type { BackoffOptions } from "./backoff.ts";
import type { AttemptOutcome, Delivery, UndeliveredEvent } from "./delivery.ts";

/** Calls under way at once, over all destinations. */
const MAXIMUM_CONCURRENCY = 50;
/** Node's timers take no more, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What the queue rests on. */
export interface DeliveryQueueOptions {
  readonly pending: Collection<Delivery>;
  readonly attempt: (delivery: Delivery, signal: AbortSignal) => Promise<AttemptOutcome>;
  /** Told of every event that is given up. */
  readonly undelivered: (event: UndeliveredEvent) => Promise<void>;
  /** Earliest time of a call to a destination, by its rate; milliseconds since the epoch. */
  readonly reserve: (targetArn: string, from: number) => number;
  readonly backoff: BackoffOptions;
  readonly now: () => Date;
}

/** Deliveries that are tried until they succeed or their time is over; kept across restarts. */
export interface DeliveryQueue {
  /** On disk when it returns. */
  add(delivery: Delivery): void;
  /** Stops; what is under way is broken off and tried again after the next start. */
  close(): Promise<void>;
}

/** Opens the queue and goes on with what an earlier run left. */
export function openDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
  const { pending, now } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting: string[] = [];
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  function schedule(id: string, delivery: Delivery): void {
    const at = options.reserve(delivery.targetArn, delivery.nextAttemptAt);
    const timer = setTimeout(
      () => {
        timers.delete(id);
        waiting.push(id);
        pump();
      },
      Math.min(LONGEST_TIMER, Math.max(0, at - now().getTime())),
    );
    timers.set(id, timer);
  }

  function pump(): void {
    while (running.size < MAXIMUM_CONCURRENCY && !closing.signal.aborted) {
      const id = waiting.shift();
      const delivery = id === undefined ? undefined : pending.get(id);
      if (id === undefined || delivery === undefined) return;
      const work: Promise<void> = run(id, delivery).finally(() => {
        running.delete(work);
        pump();
      });
      running.add(work);
    }
  }

  async function run(id: string, delivery: Delivery): Promise<void> {
    const outcome = await options.attempt(delivery, closing.signal).catch(failed);
    if (closing.signal.aborted && outcome.kind !== "delivered") return;
    if (outcome.kind === "delivered") {
      pending.delete(id);
      return;
    }
    const tried = { ...delivery, attempts: delivery.attempts + 1 };
    const exhausted = outcome.kind === "retry" ? exhaustion(tried, outcome, now()) : undefined;
    if (outcome.kind === "dropped" || exhausted !== undefined) {
      const { code, reason } = outcome;
      const limit = exhausted === "stopped" ? undefined : exhausted;
      await options.undelivered({ delivery: tried, code, reason, exhausted: limit });
      pending.delete(id);
      return;
    }
    const delay = retryDelay(tried.attempts, outcome.retryAfterMs, options.backoff);
    const next = { ...tried, nextAttemptAt: now().getTime() + delay };
    pending.put(id, next);
    schedule(id, next);
  }

  for (const [id, delivery] of pending.entries()) schedule(id, delivery);

  return {
    add(delivery) {
      const id = `${delivery.event.id}/${randomUUID()}`;
      pending.put(id, delivery);
      schedule(id, delivery);
    },
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

function exhaustion(
  delivery: Delivery,
  outcome: Extract<AttemptOutcome, { kind: "retry" }>,
  now: Date,
): UndeliveredEvent["exhausted"] | "stopped" {
  if ((outcome.retryAfterMs ?? 0) < 0) return "stopped";
  if (delivery.attempts > delivery.maximumRetries) return "MaximumRetryAttempts";
  const age = now.getTime() - delivery.acceptedAt;
  return age >= delivery.maximumAgeMs ? "MaximumEventAgeInSeconds" : undefined;
}

/** A fault of the simulator itself is tried again, and said aloud. */
function failed(error: unknown): AttemptOutcome {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`simulator: a delivery failed unexpectedly: ${detail}\n`);
  return { kind: "retry", code: "INTERNAL_ERROR", reason: "the simulator failed" };
}
