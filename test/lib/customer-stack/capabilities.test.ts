import { describe, expect, test } from "@jest/globals";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";
import { propertiesOf, readWith, renderedWith } from "./rendered.ts";

const DELIVERY = [
  "Connection",
  "ApiDestination",
  "InvokeApiRole",
  "DockerScoutEcrRule",
  "DockerScoutRepoDeletedRule",
];

describe.each([
  [{ apiDestinations: true, pullTimeExclusion: false }, ["PullTimeExclusion"]],
  [{ apiDestinations: false, pullTimeExclusion: true }, DELIVERY],
  [{ apiDestinations: false, pullTimeExclusion: false }, [...DELIVERY, "PullTimeExclusion"]],
])("a Region with %j", (capabilities, absent) => {
  const rendered = renderedWith({ capabilities });
  const { Parameters, Resources } = readWith({ capabilities });

  test("has all the other resources", () => {
    const expected = Object.keys(readWith().Resources).filter((id) => !absent.includes(id));
    expect(Object.keys(Resources).sort()).toEqual(expected.sort());
  });

  test("has a template that refers to none of them", () => {
    expect(templateProblems(rendered)).toEqual([]);
  });

  test("has no parameter that nothing uses", () => {
    const text = JSON.stringify(Resources);
    const unused = Object.keys(Parameters).filter((name) => !text.includes(name));
    expect(unused).toEqual([]);
    expect("EventEndpoint" in Parameters).toBe(capabilities.apiDestinations);
  });

  test("ends with ScoutComplete", () => {
    const others = Object.keys(Resources).filter((id) => id !== "ScoutComplete");
    expect([...(createdBefore(rendered).get("ScoutComplete") ?? [])].sort()).toEqual(others.sort());
  });
});

test("without API destinations the stack alone can be checked, and nothing rotated", () => {
  const template = readWith({ capabilities: { apiDestinations: false, pullTimeExclusion: true } });
  expect(propertiesOf(template, "MaintenancePolicy")).toMatchObject({
    PolicyDocument: { Statement: [{ Action: "cloudformation:DescribeStacks" }] },
  });
});
