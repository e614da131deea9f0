import { describe, expect, test } from "@jest/globals";
import { STACK_PARAMETERS } from "../../../core/contract/customer-stack.ts";
import { referencesOf } from "../../fixtures/cloudformation-references.ts";
import type { JsonObject } from "../../fixtures/cloudformation-template.ts";
import { objectOf, textOf } from "../../fixtures/cloudformation-template.ts";
import { readWith, renderedWith } from "./rendered.ts";

const template = readWith();
const names = Object.values(STACK_PARAMETERS);
/** What people may change. */
const SCOPE = STACK_PARAMETERS.repositoryScope;
const filledIn = names.filter((name) => name !== SCOPE);
const TOKEN = `0123456789abcdef.${"aZ_-".repeat(10)}xyz`;

test("are those that the quick-create link fills in", () => {
  expect(Object.keys(template.Parameters).sort()).toEqual([...names].sort());
});

test("are all used", () => {
  const used = Object.values(template.Resources).flatMap(({ Properties }) =>
    referencesOf(Properties, "").map(({ name }) => name),
  );
  expect(names.filter((name) => !used.includes(name))).toEqual([]);
});

// A quick-create link can't fill a NoEcho parameter, and no parameter is a secret of its own.
test.each(filledIn)("%s is text that people can see, check and understand", (name) => {
  expect(template.Parameters[name]).toEqual({
    Type: "String",
    Description: expect.stringMatching(/^[A-Z].+\. Docker Scout has filled it in; .+\.$/),
    AllowedPattern: expect.any(String),
    ConstraintDescription: expect.stringMatching(/^[A-Z].+\. Open the wizard again .+\.$/),
  });
});

test("the scope is a list that people may change, and holds everything until they do", () => {
  expect(template.Parameters[SCOPE]).toEqual({
    Type: "CommaDelimitedList",
    Default: "*",
    Description: expect.stringMatching(/^The repositories [^.]+: [^.]+\. A \* alone .+\.$/),
    AllowedPattern: expect.any(String),
    ConstraintDescription: expect.stringMatching(/^Each entry .+\.$/),
  });
});

test("are grouped and labelled in the console, each once", () => {
  const { Metadata } = renderedWith() as { Metadata: JsonObject };
  const form = objectOf(Metadata["AWS::CloudFormation::Interface"]) as unknown as {
    ParameterGroups: { Label: { default: string }; Parameters: string[] }[];
    ParameterLabels: Record<string, { default: string }>;
  };
  expect(form.ParameterGroups.flatMap(({ Parameters }) => Parameters).sort()).toEqual(
    [...names].sort(),
  );
  expect(Object.keys(form.ParameterLabels).sort()).toEqual([...names].sort());
});

test("have defaults only when a deployment gives them", () => {
  const defaults = {
    trustedAccountId: "111111111111",
    eventEndpoint: "https://a.example/v1/events",
  };
  const given = readWith({ defaults });
  const defaultOf = (name: string) => objectOf(given.Parameters[name])["Default"];
  expect(names.map((name) => [name, defaultOf(name)])).toEqual([
    ["ExternalId", undefined],
    ["SetupEndpoint", undefined],
    ["EventEndpoint", "https://a.example/v1/events"],
    ["TrustedAccountId", "111111111111"],
    ["RepositoryScope", "*"],
  ]);
});

describe("the patterns", () => {
  // CloudFormation matches the whole value, as a regular expression of Java's.
  function allows(name: string, value: string): boolean {
    const pattern = objectOf(template.Parameters[name])["AllowedPattern"];
    return new RegExp(`^(?:${textOf(pattern)})$`, "u").test(value);
  }

  test.each([
    ["ExternalId", "0f".repeat(16)],
    ["SetupEndpoint", `https://scout.example/v1/setup/${TOKEN}`],
    ["SetupEndpoint", `https://x1.execute-api.eu-west-1.amazonaws.com/prod/v1/setup/${TOKEN}`],
    ["SetupEndpoint", `https://localhost:8443/v1/setup/${TOKEN}`],
    ["EventEndpoint", "https://scout.example/v1/events"],
    ["EventEndpoint", "https://x1.execute-api.eu-west-1.amazonaws.com/prod/v1/events"],
    ["TrustedAccountId", "012345678901"],
    ["RepositoryScope", "*"],
    ["RepositoryScope", "base"],
    ["RepositoryScope", "team/app_1.2-x"],
    ["RepositoryScope", "team/*"],
    ["RepositoryScope", "team*"],
  ])("%s may be %s", (name, value) => {
    expect(allows(name, value)).toBe(true);
  });

  test.each([
    ["ExternalId", ""],
    ["ExternalId", "has space"],
    ["SetupEndpoint", `http://scout.example/v1/setup/${TOKEN}`],
    ["SetupEndpoint", `https://scout.example/v1/setup/${TOKEN.slice(0, -1)}`],
    ["SetupEndpoint", `https://scout.example/v1/setup/${TOKEN}?x=1`],
    ["SetupEndpoint", `https://user@scout.example/v1/setup/${TOKEN}`],
    ["EventEndpoint", "https://scout.example/v1/events/other"],
    ["EventEndpoint", "https://scout.example/"],
    ["TrustedAccountId", "12345678901"],
    // Of an empty list, or a comma too many.
    ["RepositoryScope", ""],
    ["RepositoryScope", "*/app"],
    ["RepositoryScope", "te*m"],
    ["RepositoryScope", "**"],
    ["RepositoryScope", "Team/app"],
    ["RepositoryScope", "team/app:1.0"],
    ["RepositoryScope", "/team"],
    ["RepositoryScope", "te?m"],
    ["RepositoryScope", "${aws:username}"],
    ["RepositoryScope", "a".repeat(257)],
    ["TrustedAccountId", "arn:aws:iam::123456789012:root"],
  ])("%s can't be %j", (name, value) => {
    expect(allows(name, value)).toBe(false);
  });
});
