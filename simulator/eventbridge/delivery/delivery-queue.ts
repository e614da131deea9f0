import { randomUUID } from "node:crypto";
import type { Collection } from "../../state/collection.ts";
import { openWorkQueue } from "../../state/work-queue.ts";
import { retryDelay } from "./backoff.ts";
import type { BackoffOptions } from "./backoff.ts";
import type { AttemptOutcome, Delivery, UndeliveredEvent } from "./delivery.ts";

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

  async function attempt(delivery: Delivery, signal: AbortSignal): Promise<Delivery | undefined> {
    const outcome = await options.attempt(delivery, signal).catch(failed);
    if (outcome.kind === "delivered") return undefined;
    if (signal.aborted) return delivery;
    const tried = { ...delivery, attempts: delivery.attempts + 1 };
    const exhausted = outcome.kind === "retry" ? exhaustion(tried, outcome, now()) : undefined;
    if (outcome.kind === "dropped" || exhausted !== undefined) {
      const { code, reason } = outcome;
      const limit = exhausted === "stopped" ? undefined : exhausted;
      await options.undelivered({ delivery: tried, code, reason, exhausted: limit });
      return undefined;
    }
    const delay = retryDelay(tried.attempts, outcome.retryAfterMs, options.backoff);
    return { ...tried, nextAttemptAt: now().getTime() + delay };
  }

  const queue = openWorkQueue({
    pending,
    dueAt: ({ targetArn, nextAttemptAt }) => options.reserve(targetArn, nextAttemptAt),
    attempt,
    now,
  });
  return {
    add: (delivery) => {
      queue.add(`${delivery.event.id}/${randomUUID()}`, delivery);
    },
    close: () => queue.close(),
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
