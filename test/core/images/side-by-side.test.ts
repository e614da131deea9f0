import { expect, test } from "@jest/globals";
import { sideBySide } from "../../../core/images/side-by-side.ts";

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

test("runs all jobs in their order, no more than asked for at a time", async () => {
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const jobs = [3, 1, 2, 1, 1].map((length, index) => async () => {
    started.push(index);
    most = Math.max(most, ++running);
    await turns(length);
    running--;
  });
  await sideBySide(jobs, 2);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect([most, running]).toEqual([2, 0]);
});

test("the first failure aborts the others, and is thrown when they have ended", async () => {
  const failure = new Error("first");
  const events: string[] = [];
  const failing = async (): Promise<void> => {
    await turns(2);
    throw failure;
  };
  const waiting = async (signal: AbortSignal): Promise<void> => {
    await new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
    await turns(3);
    events.push("ended");
    throw new Error("second");
  };
  const never = (): Promise<void> => Promise.resolve(void events.push("never"));
  await expect(sideBySide([failing, waiting, never], 2)).rejects.toBe(failure);
  expect(events).toEqual(["ended"]);
});

test("the caller's signal aborts all of them", async () => {
  const controller = new AbortController();
  const reason = new Error("stop");
  const job = async (signal: AbortSignal): Promise<void> => {
    controller.abort(reason);
    await turns(1);
    signal.throwIfAborted();
  };
  await expect(sideBySide([job, job], 1, controller.signal)).rejects.toBe(reason);
  await expect(sideBySide([job], 1, controller.signal)).rejects.toBe(reason);
});

test("nothing to do is done", async () => {
  await expect(sideBySide([], 4)).resolves.toBeUndefined();
});
