import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeCursor, encodeCursor, queryFingerprint } from "../../../core/images/list-cursor.ts";

const keys = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.maxSafeInteger()));

test("a cursor gives back what was put in, and needs no escaping", () => {
  fc.assert(
    fc.property(keys, (values) => {
      const cursor = encodeCursor("12345678", values);
      const types = values.map((value) => (typeof value === "string" ? "string" : "number"));
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeCursor(cursor, "12345678", types)).toEqual(values);
    }),
  );
});

test("nothing else is a cursor", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor(text, "12345678", ["number"])).toThrow(
        expect.objectContaining({ code: "invalid-cursor" }),
      );
    }),
  );
});

test.each([
  [{ tag: "a", limit: 1, cursor: "x" }, { cursor: "y", limit: 2, tag: "a" }, true],
  [{ tag: "a", state: undefined }, { tag: "a" }, true],
  [{ tag: "a" }, { tag: "b" }, false],
  [{ tag: "a" }, { registry: "a" }, false],
])("the fingerprints of %j and %j", (one, other, same) => {
  expect(queryFingerprint("images", one) === queryFingerprint("images", other)).toBe(same);
  expect(queryFingerprint("images", one)).not.toBe(queryFingerprint("packages", one));
});
