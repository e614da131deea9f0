import { describe, expect, test } from "@jest/globals";
import { TEMPLATE_CHANGES } from "../../../core/integrations/template-changes.ts";
import { isOlder, templateUpdateOf } from "../../../core/integrations/upgrade.ts";
import { TEMPLATE_VERSION } from "../../../lib/customer-templates.ts";
import { CONNECTION } from "../../fixtures/memory-integrations.ts";

const URL = "https://templates.example.com/templates/abc/docker-scout.yaml";

function at(templateVersion: string, more: object = {}) {
  return { connection: { ...CONNECTION, templateVersion, ...more } };
}

describe("the update of a stack", () => {
  test("tells what has changed since its version, the latest first, and where to update", () => {
    const update = templateUpdateOf(at("1"), { version: "3", url: URL });
    expect(update).toEqual({
      from: "1",
      to: "3",
      changes: [...(TEMPLATE_CHANGES["3"] ?? []), ...(TEMPLATE_CHANGES["2"] ?? [])],
      url: `https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/update/template?stackId=${encodeURIComponent(CONNECTION.stackId)}&templateURL=${encodeURIComponent(URL)}`,
    });
    expect(templateUpdateOf(at("2"), { version: "3", url: URL })?.changes).toEqual(
      TEMPLATE_CHANGES["3"],
    );
  });

  test("goes to the console of the stack's partition", () => {
    const stack = at("1", {
      region: "cn-north-1",
      stackId: "arn:aws-cn:cloudformation:cn-north-1:222222222222:stack/Scout/1",
    });
    expect(templateUpdateOf(stack, { version: "2", url: URL })?.url).toMatch(
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\/cloudformation\/home\?region=cn-north-1#\/stacks\/update\/template\?stackId=arn%3Aaws-cn%3A/,
    );
  });

  test("is offered without a link where no template is published", () => {
    expect(templateUpdateOf(at("1"), { version: "2", url: undefined })).toMatchObject({
      url: null,
    });
  });

  test("says something of a version that nobody described", () => {
    const update = templateUpdateOf(at("7"), { version: "8", url: URL });
    expect(update?.changes).toEqual(["It brings the stack up to version 8."]);
  });

  test.each([
    ["has the current template", at("3")],
    ["has a later one, as after a deployment of an older version", at("4")],
    ["has no stack", {}],
    ["has a stack that is being created", at("1", { connectedAt: undefined })],
    ["has a stack that was deleted", at("1", { deletedAt: "2026-11-21T12:00:00Z" })],
  ])("is not offered to an integration that %s", (_, integration) => {
    expect(templateUpdateOf(integration, { version: "3", url: URL })).toBeNull();
  });

  test("is not offered where the current version is not known", () => {
    expect(templateUpdateOf(at("1"), { version: undefined, url: URL })).toBeNull();
  });
});

test("versions are numbers: 10 comes after 9, and what is none is never current", () => {
  expect(isOlder("9", "10")).toBe(true);
  expect(isOlder("10", "9")).toBe(false);
  expect(isOlder("mine", "3")).toBe(true);
  expect(isOlder("mine", "mine")).toBe(false);
});

test("each version of the template that is published says what it brings", () => {
  const current = Number(TEMPLATE_VERSION);
  const described = Object.keys(TEMPLATE_CHANGES).map(Number);
  expect(described).toEqual(Array.from({ length: current - 1 }, (_, index) => index + 2));
  for (const change of Object.values(TEMPLATE_CHANGES).flat())
    expect(change).toMatch(/^[A-Z].*\.$/);
});
