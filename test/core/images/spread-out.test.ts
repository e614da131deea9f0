import { expect, test } from "@jest/globals";
import { spreadOut } from "../../../core/images/spread-out.ts";
import { createMemoryQueue } from "../../fixtures/memory-ports.ts";

async function spread(count: number, aSecond: number) {
  const queue = createMemoryQueue<number>();
  await spreadOut(
    queue,
    Array.from({ length: count }, (_, index) => index),
    aSecond,
  );
  return queue;
}

test("few messages are received at once", async () => {
  const queue = await spread(3, 10);
  expect(queue.messages).toEqual([0, 1, 2]);
  expect(queue.delayed).toEqual([]);
});

test("more come so many a second", async () => {
  const queue = await spread(25, 10);
  expect(queue.messages).toHaveLength(10);
  expect(queue.delayed.map(({ seconds }) => seconds)).toEqual([
    ...new Array<number>(10).fill(1),
    ...new Array<number>(5).fill(2),
  ]);
});

test("more than a quarter of an hour allows come evenly over it, none later, none lost", async () => {
  const queue = await spread(20_000, 10);
  const delays = queue.delayed.map(({ seconds }) => seconds);
  expect(Math.max(...delays)).toBeLessThanOrEqual(900);
  expect(Math.max(...delays)).toBeGreaterThan(800);
  expect(queue.messages.length + delays.length).toBe(20_000);
  expect(delays.every((seconds) => Number.isInteger(seconds))).toBe(true);
});
