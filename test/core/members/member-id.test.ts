import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { identityOf, memberIdOf } from "../../../core/members/member-id.ts";

describe("a member's name in addresses", () => {
  test("means the same person, and needs no escape", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (issuer, subject) => {
        const memberId = memberIdOf({ issuer, subject });
        expect(memberId).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(identityOf(memberId)).toEqual({ issuer, subject });
      }),
    );
  });

  test("is one of each person", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const who = identityOf(text);
        expect(who === undefined || memberIdOf(who) === text).toBe(true);
      }),
    );
  });

  test.each([
    "",
    "0",
    "[]",
    '["a"]',
    '["a",1]',
    '["a","b","c"]',
    '["a", "b"]',
    '{"0":"a","1":"b"}',
  ])("is not made of %j", (text) => {
    expect(identityOf(Buffer.from(text).toString("base64url"))).toBeUndefined();
  });
});
