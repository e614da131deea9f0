/** Between which waits a queue's repetitions grow. */
export interface BackoffRange {
  /** A first failure waits about this long. */
  readonly baseSeconds: number;
  readonly maxSeconds: number;
}

/** Longer waits help nobody: an image pushed a quarter of an hour ago is still being waited for. */
const DEFAULT_RANGE: BackoffRange = { baseSeconds: 15, maxSeconds: 900 };
/** SQS refuses a visibility timeout beyond 12 hours from the receipt of the message. */
const SQS_MAX_SECONDS = 43_000;

/**
 * Seconds until a failed message is tried again: doubling, with half of it random so that
 * messages that failed together don't return together, and never earlier than the other side
 * asked for.
 *
 * @param receiveCount How often the message was received, 1 = the first time.
 * @param random A number in [0, 1).
 * @param retryAfterSeconds What the other side asked for, if it did.
 */
export function backoffSeconds(
  receiveCount: number,
  random: number,
  retryAfterSeconds?: number,
  { baseSeconds, maxSeconds }: BackoffRange = DEFAULT_RANGE,
): number {
  const ceiling = Math.min(maxSeconds, baseSeconds * 2 ** Math.max(0, receiveCount - 1));
  const wait = ceiling / 2 + (random * ceiling) / 2;
  return Math.ceil(Math.min(SQS_MAX_SECONDS, Math.max(wait, retryAfterSeconds ?? 0)));
}
