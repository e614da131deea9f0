import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readSettings } from "../../../lib/backend-settings.ts";
import { BackendStack } from "../../../lib/backend-stack.ts";
import { builtDashboardStandIn } from "../../fixtures/built-dashboard.ts";

/** A resource of a template, its properties as CloudFormation reads them. */
export interface Resource {
  readonly Type: string;
  // What a resource has depends on its type, and a test that asks wrongly fails.
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

// CDK's own validation takes seconds; bundles.test.ts synthesises with it.
process.env["CDK_VALIDATION"] = "false";

const { context } = JSON.parse(
  readFileSync(new URL("../../../cdk.json", import.meta.url), "utf8"),
) as { context: Record<string, unknown> };

/** The app of bin/app.ts, without bundles: what they are is tested in bundles.test.ts. */
export function createApp(settings: Readonly<Record<string, unknown>> = {}): App {
  return new App({
    analyticsReporting: false,
    context: { ...context, "aws:cdk:bundling-stacks": [], ...settings },
  });
}

/** The backend's stack, and its template. */
export interface Synthesized {
  readonly stack: BackendStack;
  readonly template: Template;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Resources of a type: logical ID and properties. */
  readonly ofType: (type: string) => [string, Resource["Properties"]][];
}

/** @param settings Context that an operator gives. */
export function synthesize(settings: Readonly<Record<string, unknown>> = {}): Synthesized {
  const app = createApp(settings);
  const stack = new BackendStack(app, "EcrScout", readSettings(app.node), {
    dashboard: builtDashboardStandIn(),
  });
  const template = Template.fromStack(stack);
  const { Resources: resources } = template.toJSON() as { Resources: Record<string, Resource> };
  return {
    stack,
    template,
    resources,
    ofType: (type) =>
      Object.entries(resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, { Properties }]) => [id, Properties]),
  };
}
