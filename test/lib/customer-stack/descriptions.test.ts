import { describe, expect, test } from "@jest/globals";
import { type JsonObject, objectOf } from "../../fixtures/cloudformation-template.ts";
import { readWith, renderedWith } from "./rendered.ts";

/** As long as a brand may be. */
const brand = { name: "Ä".repeat(64), prefix: "A".repeat(64) };
const template = readWith({ brand });

/** Characters, or bytes of the template's own. */
const LIMITS: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  "AWS::IAM::Role": 1000,
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  "AWS::SecretsManager::Secret": 2048,
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
  "AWS::Events::Rule": 512,
  "AWS::Events::Connection": 512,
  "AWS::Events::ApiDestination": 512,
};

const resources = Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
  "Description" in Properties ? [[id, Type, text(Properties)] as const] : [],
);

function text(described: JsonObject): string {
  const { Description } = described;
  return typeof Description === "string" ? Description : "";
}

test.each(resources)("%s (%s) says in a sentence what it is for", (_id, type, description) => {
  expect(description).toMatch(/^[A-Z].+\.$/);
  expect(description.length).toBeLessThanOrEqual(LIMITS[type] ?? 0);
});

test("every resource that can be described is", () => {
  const described = resources.map(([id]) => id);
  const undescribed = Object.entries(template.Resources).filter(
    ([id, { Type }]) => Type in LIMITS && !described.includes(id),
  );
  expect(undescribed).toEqual([]);
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
describe("within CloudFormation's limits", () => {
  test("the template", () => {
    const description = text(renderedWith({ brand }) as JsonObject);
    expect(description).toMatch(/\.$/);
    expect(Buffer.byteLength(description)).toBeLessThanOrEqual(1024);
  });

  test.each(Object.entries(template.Parameters))("the parameter %s", (_name, parameter) => {
    expect(Buffer.byteLength(text(objectOf(parameter)))).toBeLessThanOrEqual(4000);
  });

  test.each(Object.entries(template.Outputs))("the output %s", (_name, output) => {
    expect(text(objectOf(output))).toMatch(/^[A-Z].+\.$/);
    expect(Buffer.byteLength(text(objectOf(output)))).toBeLessThanOrEqual(1024);
  });
});
