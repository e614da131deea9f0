/** What happened to a set of steps. */
export interface OrderedRun {
  /** Names of the steps that failed, in the order of their failures. */
  readonly failed: readonly string[];
}

/**
 * Runs steps side by side, each as soon as all that it needs are done. After a failure no further
 * step begins; those under way end.
 *
 * @param needs for each step the steps before it
 * @param step rejects when it failed
 * @param mayBegin when false, no further step begins
 * @param onFailure told of every failure, while other steps may be under way
 */
export async function runInOrder(
  needs: Readonly<Record<string, readonly string[]>>,
  step: (name: string) => Promise<void>,
  mayBegin: () => boolean,
  onFailure: () => void = () => undefined,
): Promise<OrderedRun> {
  const waiting = new Set(Object.keys(needs));
  const done = new Set<string>();
  const failed: string[] = [];
  const running = new Map<string, Promise<void>>();
  for (;;) {
    const stop = failed.length > 0 || !mayBegin();
    for (const name of stop ? [] : [...waiting]) {
      if (!(needs[name] ?? []).every((needed) => done.has(needed))) continue;
      waiting.delete(name);
      const work = step(name).then(
        () => {
          done.add(name);
          running.delete(name);
        },
        () => {
          failed.push(name);
          onFailure();
          running.delete(name);
        },
      );
      running.set(name, work);
    }
    if (running.size === 0) return { failed };
    await Promise.race(running.values());
  }
}
