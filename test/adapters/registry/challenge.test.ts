import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parseChallenges } from "../../../adapters/registry/challenge.ts";

test.each([
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
    [["bearer", { realm: "https://auth.docker.io/token", service: "registry.docker.io" }]],
  ],
  ['Basic realm="a, b"', [["basic", { realm: "a, b" }]]],
  ['BASIC Realm = "a\\"b" , charset=UTF-8', [["basic", { realm: 'a"b', charset: "UTF-8" }]]],
  [
    'Negotiate, Basic realm="x", Bearer realm="y"',
    [
      ["negotiate", {}],
      ["basic", { realm: "x" }],
      ["bearer", { realm: "y" }],
    ],
  ],
  ['Bearer realm="open', [["bearer", {}]]],
  ["", []],
  [undefined, []],
  ["=,=", []],
])("%s", (header, expected) => {
  const parsed = parseChallenges(header).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
  expect(parsed).toEqual(expected);
});

test("several headers are one list", () => {
  expect(parseChallenges(["Basic", "Bearer"]).map(({ scheme }) => scheme)).toEqual([
    "basic",
    "bearer",
  ]);
});

test("any header is read to an end", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (header) => {
      expect(Array.isArray(parseChallenges(header))).toBe(true);
    }),
  );
});
