import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../../../core/findings/evaluate.ts";

function compare(a: string, b: string): number {
  return Number(a) - Number(b);
}

/** Stretches [from, end) of one scheme of whole numbers, from 1 on. */
const stretches = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 })),
  {
    maxLength: 6,
  },
);

test("evaluate answers as the stretches do, whatever their order and form", () => {
  fc.assert(
    fc.property(
      stretches,
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      (list, version, inclusive) => {
        const ranges = list.map(([from, length]) => ({
          events: [
            inclusive
              ? { lastAffected: String(from + length - 1) }
              : { fixed: String(from + length) },
            { introduced: String(from) },
          ].sort((a, b) => Number(a.introduced ?? 0) - Number(b.introduced ?? 0)),
        }));
        const expected = list.some(([from, length]) => from <= version && version < from + length);
        const verdict = evaluate({ ranges, versions: [] }, String(version), compare);
        expect(verdict?.status).toBe(expected ? "affected" : undefined);
        if (verdict?.fixedVersion !== undefined)
          expect(Number(verdict.fixedVersion)).toBeGreaterThan(version);
      },
    ),
  );
});
