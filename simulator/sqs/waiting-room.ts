/** Long polls that wait for a message, by queue. */
export class WaitingRoom {
  readonly #waiting = new Map<number, Set<() => void>>();

  /** Wakes everybody who waits for a queue. */
  wake(queueId: number): void {
    for (const wake of this.#waiting.get(queueId) ?? []) wake();
  }

  /** Resolves when the queue is woken, after `milliseconds`, or when `gone` is aborted. */
  async wait(queueId: number, milliseconds: number, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    const waiting = this.#waiting.get(queueId) ?? new Set();
    this.#waiting.set(queueId, waiting);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        gone.removeEventListener("abort", end);
        waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      gone.addEventListener("abort", end);
      waiting.add(end);
    });
  }
}
