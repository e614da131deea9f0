/** Images that could not be analysed, and when to try again. */
export interface Postponed {
  isWaiting(name: string, digest: string, now: Date): boolean;
  add(name: string, digest: string, now: Date): void;
  forget(name: string): void;
}

const LONGEST_WAIT = 3_600_000;

/** @param interval Milliseconds before the second attempt; each further one waits twice as long, at most an hour. */
export function createPostponed(interval: number): Postponed {
  const waiting = new Map<string, { digest: string; attempts: number; until: number }>();
  return {
    isWaiting(name, digest, now) {
      const entry = waiting.get(name);
      return entry?.digest === digest && now.getTime() < entry.until;
    },
    add(name, digest, now) {
      const before = waiting.get(name);
      const attempts = before?.digest === digest ? before.attempts + 1 : 1;
      const wait = Math.min(LONGEST_WAIT, interval * 2 ** (attempts - 1));
      // A round begins a little before the interval is over.
      waiting.set(name, { digest, attempts, until: now.getTime() + wait - interval / 2 });
    },
    forget(name) {
      waiting.delete(name);
    },
  };
}
