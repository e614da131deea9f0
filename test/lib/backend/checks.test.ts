import { describe, expect, test } from "@jest/globals";
import { type App, Stack, aws_s3 as s3 } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readSettings } from "../../../lib/backend-settings.ts";
import { BackendStack } from "../../../lib/backend-stack.ts";
import { builtDashboardStandIn } from "../../fixtures/built-dashboard.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";
import { createApp } from "./synthesized.ts";

/** Findings of cdk-nag as `rule: construct`. */
function findings(app: App): string[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName}: ${String(constructPath)}`),
  );
}

/** With and without what an operator may set. */
const SETTINGS = {
  defaults: {},
  everything: {
    alarmEmail: "ops@example.org",
    domainName: "scout.example.org",
    certificateArn:
      "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-4000-8000-000000000000",
    organizations: ["acme", "globex"],
    brand: { name: "Acme Scout", logoUrl: "https://scout.acme.example/logo.svg" },
    layout: "early-access",
    restoredTable: "ecr-scout-restored",
    signInDomainPrefix: "acme-scout",
    signInMfa: "required",
    dashboardUrl: "https://scout.acme.example",
    dashboardCertificateArn:
      "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-4000-8000-000000000000",
  },
};

describe.each(Object.entries(SETTINGS))("with %s", (_name, settings) => {
  const app = createApp(settings);
  const stack = new BackendStack(app, "EcrScout", readSettings(app.node), {
    dashboard: builtDashboardStandIn(),
  });

  test("cdk-nag finds nothing that is not acknowledged", () => {
    expect(findings(app)).toEqual([]);
  });

  test("the template is one that CloudFormation knows", () => {
    const template = app.synth().getStackByName(stack.stackName).template as object;
    expect(templateProblems(template)).toEqual([]);
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000);
  });
});

test("cdk-nag would find something", () => {
  const app = createApp();
  new s3.Bucket(new Stack(app, "Careless"), "Bucket");
  expect(findings(app)).toContainEqual(
    expect.stringMatching(/^AwsSolutions-S10: Careless\/Bucket/),
  );
});
