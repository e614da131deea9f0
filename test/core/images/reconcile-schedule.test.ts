import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dueWorkOf, recentSince, turnOf } from "../../../core/images/reconcile-schedule.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { RESOURCES } from "../../fixtures/memory-stack.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-11-21T00:00:00Z");

/** What the rounds of a day ask for. */
function askedInADay(
  integration: ConnectedIntegration,
  everyMinutes: number,
  lateMilliseconds = 0,
) {
  const asked = { recent: 0, full: 0, check: 0, rotate: 0 };
  for (let minute = 0; minute < 24 * 60; minute += everyMinutes) {
    const at = new Date(START + minute * MINUTE + lateMilliseconds);
    const { compare, check, rotate } = dueWorkOf(integration, { at, everyMinutes });
    if (compare) asked[compare] += 1;
    if (check) asked.check += 1;
    if (rotate) asked.rotate += 1;
  }
  return asked;
}

const identifiers = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));

describe("in a day the rounds ask for", () => {
  test.each([
    ["events", { recent: 23, full: 1, check: 1, rotate: 0 }],
    ["poll", { recent: 264, full: 24, check: 1, rotate: 0 }],
  ] as const)(
    "each thing as often as it is due, whosever identifier it is: %s",
    (delivery, due) => {
      fc.assert(
        fc.property(
          identifiers,
          fc.integer({ min: 0, max: 5 * MINUTE - 1 }),
          (integrationId, late) => {
            const integration = buildConnected({ integrationId, delivery });
            expect(askedInADay(integration, 5, late)).toEqual(due);
          },
        ),
        { numRuns: 50 },
      );
    },
  );

  test.each([
    [1, { recent: 23, full: 1, check: 1, rotate: 0 }],
    [60, { recent: 23, full: 1, check: 1, rotate: 0 }],
    [1440, { recent: 0, full: 1, check: 1, rotate: 0 }],
  ])("the same with a round every %d minutes, as far as that allows", (everyMinutes, due) => {
    expect(askedInADay(buildConnected(), everyMinutes)).toEqual(due);
  });

  test("different minutes for different integrations", () => {
    const minutes = new Set<number>();
    for (let number = 0; number < 100; number += 1) {
      const integration = buildConnected();
      for (let minute = 0; minute < 60; minute += 5) {
        const at = new Date(START + minute * MINUTE);
        if (dueWorkOf(integration, { at, everyMinutes: 5 }).compare) minutes.add(minute);
      }
    }
    expect(minutes.size).toBeGreaterThan(6);
  });
});

test.each([
  ["2026-08-24T00:00:00Z", undefined, 0],
  ["2026-08-22T00:00:00Z", undefined, 1],
  ["2026-08-22T00:00:00Z", "2026-11-22T00:00:00Z", 0],
])("a key of %s that expires %s is asked to be rotated %d times", (createdAt, expiresAt, times) => {
  const old = { sha256: "", createdAt, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const young = { sha256: "", createdAt: "2026-11-01T00:00:00Z" };
  const keyHashes = expiresAt === undefined ? [old] : [old, young];
  const connection = { ...CONNECTION, resources: RESOURCES };
  expect(askedInADay(buildConnected({ keyHashes, connection }), 5).rotate).toBe(times);
});

test("a key that was revoked and has no successor is asked to be rotated", () => {
  const at = "2026-11-20T00:00:00Z";
  const keyHashes = [{ sha256: "", createdAt: at, expiresAt: at, revokedAt: at }];
  const connection = { ...CONNECTION, resources: RESOURCES };
  expect(askedInADay(buildConnected({ keyHashes, connection }), 5).rotate).toBe(1);
});

test("recent is several periods", () => {
  expect(recentSince(undefined, "2026-11-21T12:00:00Z")).toBe("2026-11-21T06:00:00.000Z");
  expect(recentSince("poll", "2026-11-21T12:00:00Z")).toBe("2026-11-21T10:00:00.000Z");
});

describe("of a registry's repositories are compared in a period", () => {
  const names = Array.from({ length: 10_000 }, (_, number) => `team/app-${number}`);

  test.each([
    ["events", "recent", 10_000],
    ["poll", "full", 10_000],
  ] as const)("all, as long as that can be done: %s, %s", (delivery, compare, expected) => {
    const isTurn = turnOf(compare, delivery, "2026-11-21T12:00:00Z", names.length);
    expect(names.filter(isTurn)).toHaveLength(expected);
  });

  test("a part, where there are too many, and each within the time that is looked back", () => {
    const compared = new Map<string, number>();
    for (let minute = 0; minute < 120; minute += 5) {
      const at = new Date(START + minute * MINUTE).toISOString();
      const part = names.filter(turnOf("recent", "poll", at, names.length));
      expect(part.length).toBeLessThan(2000);
      for (const name of part) compared.set(name, (compared.get(name) ?? 0) + 1);
    }
    expect(compared.size).toBe(names.length);
    expect(new Set(compared.values()).size).toBeLessThanOrEqual(2);
  });
});
