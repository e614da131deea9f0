import { expect, test } from "@jest/globals";
import type { AdvisorySyncRequest } from "../../../core/contract/advisory-messages.ts";
import { createAdvisoryRequester } from "../../../core/images/request-advisories.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";

function setUp() {
  const queue = createMemoryQueue<AdvisorySyncRequest>();
  const log = createMemoryLog();
  const clock = { time: Date.parse("2026-11-21T12:00:00Z") };
  const request = createAdvisoryRequester(queue, () => new Date(clock.time), log);
  return { queue, log, clock, request };
}

test("each ecosystem is asked for once an hour by an organization", async () => {
  const { queue, clock, request } = setUp();
  await request(["npm", "PyPI"], "demo");
  await request(["npm"], "demo");
  await request(["npm", "Go"], "demo");
  await request(["npm"], "other");
  clock.time += 60 * 60 * 1000;
  await request(["npm"], "demo");
  expect(queue.messages).toEqual([
    {
      ecosystems: ["npm", "PyPI"],
      requestedAt: "2026-11-21T12:00:00.000Z",
      organizationId: "demo",
    },
    { ecosystems: ["Go"], requestedAt: "2026-11-21T12:00:00.000Z", organizationId: "demo" },
    { ecosystems: ["npm"], requestedAt: "2026-11-21T12:00:00.000Z", organizationId: "other" },
    { ecosystems: ["npm"], requestedAt: "2026-11-21T13:00:00.000Z", organizationId: "demo" },
  ]);
});

test("nothing is sent for nothing", async () => {
  const { queue, request } = setUp();
  await request([], "demo");
  expect(queue.messages).toEqual([]);
});

test("a queue that fails costs no analysis, and is asked again by the next one", async () => {
  const { queue, log } = setUp();
  const down = { ...queue, send: () => Promise.reject(new Error("down")) };
  let current = down as typeof queue;
  const relay = { ...queue, send: (message: AdvisorySyncRequest) => current.send(message) };
  const request = createAdvisoryRequester(relay, () => new Date(0), log);
  await request(["npm"], "demo");
  expect(log.lines).toMatchObject([{ level: "warn", message: "advisories not requested" }]);
  current = queue;
  await request(["npm"], "demo");
  expect(queue.messages).toHaveLength(1);
});
