import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { describeRequest } from "../../../core/audit/describe-request.ts";
import { describeTarget } from "../../../core/audit/describe-target.ts";

describe("what is kept of a request", () => {
  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, null],
    ["an empty one", {}, {}],
    ["fields", { a: 1, b: true, c: null, d: "text" }, { a: 1, b: true, c: null, d: "text" }],
    ["what is inside", { items: [{ name: "a" }] }, { items: [{ name: "a" }] }],
    ["no absent field", { a: undefined }, {}],
    [
      "no secret by its name",
      { webhookSecret: "abc", b: 1 },
      { webhookSecret: "<redacted>", b: 1 },
    ],
    [
      "no secret inside a text",
      { note: "password=hunter2 and more" },
      { note: "password=<redacted> and more" },
    ],
    ["the beginning of a long text", { a: "é".repeat(201) }, { a: `${"é".repeat(200)}…` }],
    [
      "the beginning of a long list",
      { a: Array.from({ length: 22 }, (_, index) => index) },
      { a: [...Array.from({ length: 20 }, (_, index) => index), "… and 2 more"] },
    ],
    [
      "not what is far inside",
      { a: { b: { c: { d: { e: 1 } } } } },
      { a: { b: { c: { d: "…" } } } },
    ],
  ])("%s", (_, body, kept) => {
    expect(describeRequest(body)).toEqual(kept);
  });

  test("the names of what is too long", () => {
    const texts = Array.from({ length: 20 }, () => "a b ".repeat(60));
    expect(describeRequest({ one: texts, other: texts })).toBe("too long to keep: one, other");
  });

  test("is JSON of at most 4,096 characters, whatever was sent", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => {
        const text = JSON.stringify(describeRequest(body));
        expect(text.length).toBeLessThanOrEqual(4096);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe("on what something was done", () => {
  const integrationId = "0123456789abcdef";

  test.each<[string, Record<string, string>, unknown, Record<string, string>]>([
    ["by its address", { organization: "a", integrationId }, {}, { integrationId }],
    ["by its answer", { organization: "a" }, { integrationId, at: "x" }, { integrationId }],
    ["by its name", {}, { name: "CI", tokenId: "t" }, { name: "CI", tokenId: "t" }],
    ["not by a secret", { token: "scout_inv_x" }, { token: "y", memberId: "m" }, { memberId: "m" }],
    ["the address counts", { tokenId: "mine" }, { tokenId: "other" }, { tokenId: "mine" }],
    ["by no answer", {}, null, {}],
    ["by no other value", {}, { countId: 1, name: null }, {}],
  ])("%s", (_, path, answer, target) => {
    expect(describeTarget(path, answer)).toEqual(target);
  });
});
