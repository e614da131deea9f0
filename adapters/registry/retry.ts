import { setTimeout as wait } from "node:timers/promises";
import { TransientError } from "../../core/errors.ts";

/** How often and how patiently to try again. */
export interface RetryPolicy {
  /** Attempts in all. */
  readonly attempts: number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const DEFAULT_ATTEMPTS = 4;
const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;
/** A server that asks for more patience than this is left to the caller, which has a queue. */
const LONGEST_RETRY_AFTER_SECONDS = 20;

/** The policy of a client's options, with the defaults. */
export function retryPolicyOf(options: {
  readonly attempts?: number;
  readonly sleep?: RetryPolicy["sleep"];
}): RetryPolicy {
  return { attempts: options.attempts ?? DEFAULT_ATTEMPTS, sleep: options.sleep ?? sleep };
}

/** Waits on the clock; an abort ends the wait. */
async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the attempts are used up; then
 * its last error is thrown. Delays double, with up to half of them left to chance.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  attempt: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const delay = delayAfter(error, tried);
      if (delay === undefined || tried >= policy.attempts) throw error;
      await policy.sleep(delay, signal);
    }
  }
}

/** Milliseconds to wait after this failure, or undefined where waiting does not help. */
export function delayAfter(error: unknown, tried: number): number | undefined {
  if (!(error instanceof TransientError)) return undefined;
  const { retryAfterSeconds } = error;
  if (retryAfterSeconds !== undefined) {
    return retryAfterSeconds > LONGEST_RETRY_AFTER_SECONDS ? undefined : retryAfterSeconds * 1000;
  }
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tried - 1));
  return delay * (0.5 + Math.random() / 2);
}
