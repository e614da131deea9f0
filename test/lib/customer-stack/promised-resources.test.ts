import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { Layout } from "../../../core/contract/vocabulary.ts";
import { DOCKER_SCOUT, IECHOR_SCOUT } from "../../../lib/customer-brand.ts";
import { readWith } from "./rendered.ts";

type Row = [type: string, logicalId: string];

/** The tables that describe the integration to its users: type, logical ID. */
const PROMISED: Readonly<Record<Layout, (prefix: string) => Row[]>> = {
  current: (prefix) => [
    ["AWS::SNSTopic::Topic", "SNSTopic"],
    ["AWS::SNS::TopicPolicy", "TopicPolicy"],
    ["AWS::SecretsManager::Secret", "ScoutAPICredentials"],
    ["AWS::Events::ApiDestination", "ApiDestination"],
    ["AWS::Events::Connection", "Connection"],
    ["AWS::Events::Rule", `${prefix}EcrRule`],
    ["AWS::Events::Rule", `${prefix}RepoDeletedRule`],
    ["AWS::IAM::Role", "InvokeApiRole"],
    ["AWS::IAM::Role", "AssumeRoleEcrAccess"],
  ],
  "early-access": () => [
    ["AWS::SNSTopic::Topic", "SNSTopic"],
    ["AWS::SNS::TopicPolicy", "TopicPolicy"],
    ["AWS::SecretsManager::Secret", "ScoutAPICredentials"],
    ["AWS::IAM::Role", "AssumeRoleScoutSetup"],
    ["AWS::Events::ApiDestination", "ApiDestination"],
    ["AWS::Events::Connection", "Connection"],
    ["AWS::Events::Rule", "Rule"],
    ["AWS::IAM::Role", "InvokeApiRole"],
    ["AWS::IAM::Role", "AssumeRoleEcrAccess"],
  ],
};

/** The documents say AWS::SNSTopic::Topic, which is no type. */
const REAL_TYPES: Readonly<Record<string, string>> = { "AWS::SNSTopic::Topic": "AWS::SNS::Topic" };

describe.each([
  ["000", "current", DOCKER_SCOUT],
  ["003", "early-access", DOCKER_SCOUT],
  ["004", "current", IECHOR_SCOUT],
  // No document has this one; it is the same in the other brand's name.
  ["none", "early-access", IECHOR_SCOUT],
] as const)("the promise of document %s: %s, $name", (number, layout, brand) => {
  const promised = PROMISED[layout](brand.prefix);
  const { Resources } = readWith({ brand, layout });

  test.each(promised)("a %s with the logical ID %s", (type, logicalId) => {
    expect(Resources[logicalId]?.Type).toBe(REAL_TYPES[type] ?? type);
  });

  test("what is added to it makes it whole", () => {
    const known = new Set(promised.map(([, logicalId]) => logicalId));
    const added = Object.entries(Resources).filter(([logicalId]) => !known.has(logicalId));
    expect(Object.fromEntries(added.map(([logicalId, { Type }]) => [logicalId, Type]))).toEqual({
      SetupSubscription: "AWS::SNS::Subscription",
      ScoutSetup: "Custom::ScoutSetup",
      MaintenancePolicy: "AWS::IAM::Policy",
      PullTimeExclusion: "AWS::ECR::PullTimeUpdateExclusion",
      ScoutComplete: "Custom::ScoutComplete",
    });
  });

  test("no other brand is named", () => {
    const other = brand === DOCKER_SCOUT ? IECHOR_SCOUT : DOCKER_SCOUT;
    const text = JSON.stringify(readWith({ brand, layout }));
    expect(text).not.toContain(other.name);
    expect(text).not.toContain(other.prefix);
  });

  const documents = new URL("../../../../shared/seeds/", import.meta.url);
  const tellTale = existsSync(documents) ? test : test.skip;
  if (number === "none") return;
  tellTale("is the table of that document", () => {
    const file = readdirSync(documents).find((name) => name.startsWith(`${number}_`)) ?? "";
    const rows = readFileSync(new URL(file, documents), "utf8").matchAll(
      /^\| `(AWS::[\w:]+)` +\| `(\w+)`/gm,
    );
    expect([...rows].map(([, type, logicalId]) => [type, logicalId])).toEqual(promised);
  });
});

describe("brands that AWS would refuse", () => {
  test.each([
    ["Docker Scout", "Docker-Scout"],
    ["Docker Scout", "1Scout"],
    ["Docker Scout", ""],
    ["", "Scout"],
    ["Späher", "Scout".repeat(20)],
    ["スカウト", "Scout"],
  ])("%j with the prefix %j", (name, prefix) => {
    expect(() => readWith({ brand: { name, prefix } })).toThrow(/^The brand's (name|prefix)/);
  });
});
