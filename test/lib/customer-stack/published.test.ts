import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { customerTemplates } from "../../../lib/customer-templates.ts";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";

const folder = new URL("../../../templates/", import.meta.url);
const defaults = {
  trustedAccountId: "111111111111",
  eventEndpoint: "https://scout.example/prod/v1/events",
};

test("nothing else is published", () => {
  expect(readdirSync(folder).sort()).toEqual([...customerTemplates().keys()].sort());
});

describe.each([...customerTemplates()])("%s", (name, text) => {
  const template = parse(text, { version: "1.1" }) as object;

  test("is what the generator makes", () => {
    expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  test("fits into CreateStack's TemplateBody", () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });

  test("is what CloudFormation's types take", () => {
    expect(templateProblems(template)).toEqual([]);
  });

  test("creates nothing in a circle", () => {
    const circles = [...createdBefore(template)].filter(([id, before]) => before.has(id));
    expect(circles).toEqual([]);
  });

  test("has plain resources only, so that a StackSet can carry it", () => {
    expect(Object.keys(template)).toEqual([
      "Description",
      "Metadata",
      "Parameters",
      "Resources",
      "Outputs",
    ]);
    expect(text).not.toMatch(/AWS::CloudFormation::(Stack|Macro|Module)|AWS::Include/);
  });

  test("belongs to no partition, account or Region", () => {
    expect(text).not.toMatch(/arn:aws|\d{12}|(us|eu|ap|cn)-[a-z]+-\d/);
    expect([...text.matchAll(/[\w.-]*amazonaws[\w.]*/g)].map(([host]) => host)).toEqual([
      // A service principal and CloudTrail's name of a service: the same in every partition.
      "events.amazonaws.com",
      "ecr.amazonaws.com",
    ]);
  });

  test("reads as YAML 1.1 and 1.2 alike", () => {
    expect(parse(text, { version: "1.2" })).toEqual(template);
  });

  test("takes the defaults of a deployment", () => {
    const published = parse(customerTemplates(defaults).get(name) ?? "") as object;
    expect(published).toMatchObject({
      Parameters: {
        TrustedAccountId: { Default: "111111111111" },
        EventEndpoint: { Default: "https://scout.example/prod/v1/events" },
      },
    });
    expect(templateProblems(published)).toEqual([]);
  });
});
