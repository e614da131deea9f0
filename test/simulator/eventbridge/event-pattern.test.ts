import { describe, expect, test } from "@jest/globals";
import { compileEventPattern } from "../../../simulator/eventbridge/pattern/event-pattern.ts";

const matches = (pattern: unknown, event: unknown): boolean =>
  compileEventPattern(JSON.stringify(pattern))(event);

describe("a whole event", () => {
  const push = {
    version: "0",
    "detail-type": "ECR Image Action",
    source: "aws.ecr",
    account: "222222222222",
    resources: [],
    detail: {
      result: "SUCCESS",
      "action-type": "PUSH",
      "repository-name": "team/app",
      "image-tag": "",
    },
  };
  const rule = {
    source: ["aws.ecr"],
    "detail-type": ["ECR Image Action"],
    detail: { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] },
  };

  test.each([
    ["all fields match", rule, push, true],
    ["another action", rule, { ...push, detail: { ...push.detail, "action-type": "SCAN" } }, false],
    ["a field is missing", rule, { ...push, detail: { "action-type": "PUSH" } }, false],
    ["no detail at all", rule, { source: "aws.ecr", "detail-type": "ECR Image Action" }, false],
    ["an empty text is a value", { detail: { "image-tag": [""] } }, push, true],
  ])("%s", (_name, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test("CloudTrail's DeleteRepository without an error", () => {
    const pattern = {
      source: ["aws.ecr"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ecr.amazonaws.com"],
        eventName: ["DeleteRepository"],
        errorCode: [{ exists: false }],
      },
    };
    const detail = { eventSource: "ecr.amazonaws.com", eventName: "DeleteRepository" };
    const event = { source: "aws.ecr", "detail-type": "AWS API Call via CloudTrail", detail };
    expect(matches(pattern, event)).toBe(true);
    const failed = { ...event, detail: { ...detail, errorCode: "RepositoryNotEmptyException" } };
    expect(matches(pattern, failed)).toBe(false);
  });
});

/** AWS's documented operators, each on the field `f`. */
describe("operators", () => {
  test.each<[string, unknown[], unknown, boolean]>([
    ["equals", ["Alice"], "Alice", true],
    ["equals is exact", ["Alice"], "alice", false],
    ["equals a number", [100], 100, true],
    ["a number is no text", [100], "100", false],
    ["null", [null], null, true],
    ["null is not missing", [null], undefined, false],
    ["boolean", [true], true, true],
    ["any of several", ["a", "b"], "b", true],
    ["any value of an event's list", ["b"], ["a", "b"], true],
    ["prefix", [{ prefix: "us-" }], "us-east-1", true],
    ["prefix does not", [{ prefix: "us-" }], "eu-west-1", false],
    ["prefix ignoring case", [{ prefix: { "equals-ignore-case": "eventb" } }], "EventBridge", true],
    ["suffix", [{ suffix: ".png" }], "a.png", true],
    ["suffix does not", [{ suffix: ".png" }], "a.pngx", false],
    [
      "suffix ignoring case",
      [{ suffix: { "equals-ignore-case": "tbridge" } }],
      "EvenTBRIDGE",
      true,
    ],
    ["equals-ignore-case", [{ "equals-ignore-case": "alice" }], "ALICE", true],
    ["anything-but", [{ "anything-but": "initializing" }], "running", true],
    ["anything-but its own", [{ "anything-but": "initializing" }], "initializing", false],
    ["anything-but needs a value", [{ "anything-but": "initializing" }], undefined, false],
    ["anything-but a list", [{ "anything-but": ["stopped", "overloaded"] }], "stopped", false],
    ["anything-but numbers", [{ "anything-but": [100, 200, 300] }], 150, true],
    ["anything-but prefix", [{ "anything-but": { prefix: "init" } }], "initializing", false],
    ["anything-but prefixes", [{ "anything-but": { prefix: ["a", "b"] } }], "ca", true],
    ["anything-but suffix", [{ "anything-but": { suffix: ".png" } }], "a.png", false],
    ["anything-but wildcard", [{ "anything-but": { wildcard: "*/lib/*" } }], "/usr/lib/x", false],
    [
      "anything-but ignoring case",
      [{ "anything-but": { "equals-ignore-case": "initializing" } }],
      "INITIALIZING",
      false,
    ],
    ["numeric equals", [{ numeric: ["=", 100] }], 100, true],
    ["numeric range", [{ numeric: [">", 10, "<=", 20] }], 20, true],
    ["numeric range does not", [{ numeric: [">", 10, "<=", 20] }], 10, false],
    ["numeric of a text", [{ numeric: ["<", 10] }], "5", false],
    ["exists", [{ exists: true }], "", true],
    ["exists with null", [{ exists: true }], null, true],
    ["exists does not", [{ exists: true }], undefined, false],
    ["does not exist", [{ exists: false }], undefined, true],
    ["does not exist, but does", [{ exists: false }], "x", false],
    ["an empty list has no value", [{ exists: false }], [], true],
    ["cidr", [{ cidr: "10.0.0.0/24" }], "10.0.0.255", true],
    ["cidr does not", [{ cidr: "10.0.0.0/24" }], "10.0.1.0", false],
    ["cidr of IPv6", [{ cidr: "2001:db8::/32" }], "2001:db8::1", true],
    ["wildcard", [{ wildcard: "*/*.png" }], "a/b.png", true],
    ["wildcard does not", [{ wildcard: "*/*.png" }], "a.png", false],
    ["wildcard without star", [{ wildcard: "abc" }], "abcd", false],
    ["wildcard does not overlap", [{ wildcard: "ab*ba" }], "aba", false],
    ["wildcard escaped", [{ wildcard: "a\\*b" }], "a*b", true],
    ["wildcard escaped does not", [{ wildcard: "a\\*b" }], "axb", false],
  ])("%s", (_name, pattern, value, expected) => {
    expect(matches({ f: pattern }, value === undefined ? {} : { f: value })).toBe(expected);
  });

  test("any field may match with $or, beside fields that must", () => {
    const pattern = {
      source: ["aws.ecr"],
      $or: [{ c: [{ numeric: [">", 0] }] }, { d: { e: [{ prefix: "x" }] } }],
    };
    expect(matches(pattern, { source: "aws.ecr", c: 1 })).toBe(true);
    expect(matches(pattern, { source: "aws.ecr", d: { e: "xy" } })).toBe(true);
    expect(matches(pattern, { source: "aws.ecr", c: 0 })).toBe(false);
    expect(matches(pattern, { source: "other", c: 1 })).toBe(false);
  });

  test("fields of one object of a list must match together", () => {
    const pattern = { list: { a: [1], b: [2] } };
    expect(matches(pattern, { list: [{ a: 1, b: 2 }] })).toBe(true);
    expect(matches(pattern, { list: [{ a: 1 }, { b: 2 }] })).toBe(false);
  });
});

test.each<[string, string]>([
  ["{", "not valid JSON"],
  ["[]", "not an object"],
  ["{}", "Empty objects"],
  ['{"source":"aws.ecr"}', '"source" must be an object or an array'],
  ['{"source":[]}', "Empty arrays"],
  ['{"a":[{"prefix":1}]}', "prefix must be an object with exactly one member"],
  ['{"a":[{"unknown":1}]}', "Unrecognized match type unknown"],
  ['{"a":[{"exists":"true"}]}', "either true or false"],
  ['{"a":[{"numeric":["~",1]}]}', "numeric range operator"],
  ['{"a":[{"numeric":[">"]}]}', "array of operators"],
  ['{"a":[{"wildcard":"a**b"}]}', "Consecutive wildcard"],
  ['{"a":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR"],
  ['{"a":[{"anything-but":{"exists":true}}]}', "Unsupported anything-but"],
  ['{"$or":[{"a":[1]}]}', "at least two"],
  ['{"a":[["b"]]}', "exactly one member"],
  [JSON.stringify({ a: ["x".repeat(2048)] }), "2048"],
])("refuses the pattern %s", (pattern, reason) => {
  expect(() => compileEventPattern(pattern)).toThrow(reason);
});
