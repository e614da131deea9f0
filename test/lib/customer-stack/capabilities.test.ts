import { describe, expect, test } from "@jest/globals";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";
import { propertiesOf, readWith, renderedWith } from "./rendered.ts";

/** What sends events, and the key that it takes. */
const DELIVERY = [
  "ScoutAPICredentials",
  "Connection",
  "ApiDestination",
  "InvokeApiRole",
  "DockerScoutEcrRule",
  "DockerScoutRepoDeletedRule",
];

const ROLE = "AWS::IAM::Role";

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

describe.each(["current", "early-access"] as const)("without API destinations, %s", (layout) => {
  const capabilities = { apiDestinations: false, pullTimeExclusion: true };
  const template = readWith({ layout, capabilities });

  test("the stack alone can be checked, and nothing rotated", () => {
    expect(propertiesOf(template, "MaintenancePolicy")).toMatchObject({
      PolicyDocument: { Statement: [{ Action: "cloudformation:DescribeStacks" }] },
    });
  });

  test("one role reads images, and writes nothing", () => {
    const roles = Object.entries(template.Resources).filter(([, { Type }]) => Type === ROLE);
    expect(roles.map(([id]) => id)).toEqual(["AssumeRoleEcrAccess"]);
    expect(propertiesOf(template, "AssumeRoleEcrAccess")["Policies"]).toMatchObject([
      { PolicyName: "read-images" },
    ]);
  });

  test("setting up proves that role, and is told of no secret", () => {
    const { ServiceToken, ServiceTimeout, ...properties } = propertiesOf(template, "ScoutSetup");
    expect({ ServiceToken, ServiceTimeout }).toMatchObject({ ServiceTimeout: 600 });
    expect(Object.keys(properties)).toEqual([
      "ExternalId",
      "EcrAccessRoleArn",
      "RepositoryScope",
      "TemplateVersion",
    ]);
  });
});
