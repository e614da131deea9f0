import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { TEMPLATE_CHANGES } from "../../../core/integrations/template-changes.ts";
import { COMMITTED_BRANDS } from "../../../lib/customer-brand.ts";
import { customerTemplates, TEMPLATE_VERSION } from "../../../lib/customer-templates.ts";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";

const folder = new URL("../../../templates/", import.meta.url);
const defaults = {
  trustedAccountId: "111111111111",
  eventEndpoint: "https://scout.example/prod/v1/events",
};

const templates = COMMITTED_BRANDS.flatMap((brand) =>
  [...customerTemplates(brand)].map(([name, text]) => [name, text, brand] as const),
);

test("nothing else is published", () => {
  expect(readdirSync(folder).sort()).toEqual(templates.map(([name]) => name).sort());
});

test("both layouts of both brands are", () => {
  expect(templates.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      "docker-scout.yaml",
      "docker-scout-early-access.yaml",
      "iechor-scout.yaml",
      "iechor-scout-early-access.yaml",
    ]),
  );
});

test("what the version brought is told to people, and nothing of a later one", () => {
  expect(Object.keys(TEMPLATE_CHANGES).at(-1)).toBe(TEMPLATE_VERSION);
});

describe.each(templates)("%s", (name, text, brand) => {
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
      ...(text.includes("AWS::Events::Rule") ? ["events.amazonaws.com", "ecr.amazonaws.com"] : []),
    ]);
  });

  test("reads as YAML 1.1 and 1.2 alike", () => {
    expect(parse(text, { version: "1.2" })).toEqual(template);
  });

  test("takes the defaults of a deployment", () => {
    const published = parse(customerTemplates(brand, defaults).get(name) ?? "") as object;
    const hasEvents = text.includes("EventEndpoint");
    expect(published).toMatchObject({
      Parameters: {
        TrustedAccountId: { Default: "111111111111" },
        ...(hasEvents ? { EventEndpoint: { Default: defaults.eventEndpoint } } : {}),
      },
    });
    expect(templateProblems(published)).toEqual([]);
  });
});
