/**
 * Runs jobs in their order, some at a time. The first failure aborts the others; it is
 * thrown once all have ended, so that none goes on unseen.
 * @param concurrency How many run at a time, at least 1.
 * @param signal Aborts all of them.
 */
export async function sideBySide(
  jobs: readonly ((signal: AbortSignal) => Promise<void>)[],
  concurrency: number,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const failed = new AbortController();
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const waiting = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of waiting) {
      if (either.aborted) return;
      try {
        await job(either);
      } catch (error) {
        failed.abort(error);
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  signal?.throwIfAborted();
  failed.signal.throwIfAborted();
}
