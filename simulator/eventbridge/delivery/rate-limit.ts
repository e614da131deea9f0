/**
 * Spaces the calls to each destination by its rate: what comes too fast is delayed, never dropped.
 * @param rateOf invocations a second of a destination, by its ARN
 * @returns a function that reserves the next free time, milliseconds since the epoch
 */
export function createRateLimit(
  rateOf: (targetArn: string) => number,
): (targetArn: string, from: number) => number {
  const free = new Map<string, number>();
  return (targetArn, from) => {
    const at = Math.max(from, free.get(targetArn) ?? 0);
    free.set(targetArn, at + 1000 / rateOf(targetArn));
    return at;
  };
}
