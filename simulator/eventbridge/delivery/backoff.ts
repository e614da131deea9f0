/** How EventBridge spaces its attempts; AWS says only "exponential back-off and jitter". */
export interface BackoffOptions {
  /** Delay before the first retry, milliseconds. */
  readonly baseMs: number;
  /** Longest delay, milliseconds. */
  readonly capMs: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Delay before the next attempt, milliseconds: doubled with every attempt, between half and whole;
 * the endpoint's Retry-After wins when it is longer.
 */
export function retryDelay(
  attempts: number,
  retryAfterMs: number | undefined,
  { baseMs, capMs, random }: BackoffOptions,
): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.max(0, attempts - 1));
  return Math.max(ceiling * (0.5 + random() / 2), retryAfterMs ?? 0);
}

/**
 * Reads Retry-After: seconds or an HTTP date (RFC 9110 §10.2.3), in milliseconds from now.
 * A negative number of seconds stays negative: EventBridge then stops.
 */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*-?\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
