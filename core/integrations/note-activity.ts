import type { Log } from "../log.ts";

/**
 * Counts something of an integration's activity. The counters are for people: one that can't be
 * written is logged, and fails nothing.
 */
export async function noteActivity(log: Log, count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    log.warn("activity not counted", { error });
  }
}
