import type { Queue } from "../queue.ts";

/** SQS holds no message back for longer. */
const MAX_DELAY_SECONDS = 900;

/**
 * Sends messages so that they are received little by little: so many a second, the first at
 * once; more than a quarter of an hour allows, evenly over that time.
 */
export async function spreadOut<T>(
  queue: Queue<T>,
  messages: readonly T[],
  aSecond: number,
): Promise<void> {
  const size = Math.max(aSecond, Math.ceil(messages.length / MAX_DELAY_SECONDS));
  for (let start = 0; start < messages.length; start += size) {
    const delaySeconds = start / size;
    await queue.sendAll(messages.slice(start, start + size), { delaySeconds });
  }
}
