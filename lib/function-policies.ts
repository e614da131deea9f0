import { App, Stack, type CfnElement } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { readSettings } from "./backend-settings.ts";
import { BackendStack } from "./backend-stack.ts";
import { resolveIntrinsics } from "./resolve-intrinsics.ts";

/** An IAM policy as it is deployed; partition, Region and account stand as placeholders. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** What the resources are called where the policies are used. */
export interface ResourceNames {
  readonly table: string;
  readonly blobs: string;
  readonly readModels: string;
  readonly advisories: string;
}

/**
 * What each deployed function may do, by the function's name: with it, local mode gives a
 * function the rights that it has when deployed, no more. Queues are called as the product
 * calls them. `${Partition}`, `${Region}` and `${Account}` are to be filled in.
 *
 * @param context Of the CDK app (cdk.json).
 */
export function functionPolicies(
  names: ResourceNames,
  context: Readonly<Record<string, unknown>>,
): Record<string, PolicyDocument> {
  const app = new App({
    analyticsReporting: false,
    context: { ...context, "aws:cdk:bundling-stacks": [] },
  });
  const stack = new BackendStack(app, "EcrScout", readSettings(app.node));
  const { Resources } = app.synth().getStackByName(stack.stackName).template as Template;
  const arns = resourceArns(stack, names);
  const policies = Object.values(Resources).filter(({ Type }) => Type === "AWS::IAM::Policy");
  const functions = stack.functions.map(({ name, role }) => {
    const own = { Ref: logicalId(role) };
    const statements = policies
      .filter(({ Properties }) => isSame(Properties.Roles, [own]))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .map(({ Effect, Action, Resource }) => ({
        Effect,
        Action: [Action].flat(),
        Resource: [Resource].flat().map((resource) => resolveIntrinsics(resource, arns)),
      }));
    return [name, { Version: "2012-10-17", Statement: statements }] as const;
  });
  return Object.fromEntries(functions);
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties: {
          readonly Roles: unknown;
          readonly PolicyDocument: {
            readonly Statement: readonly {
              readonly Effect: string;
              readonly Action: string | readonly string[];
              readonly Resource: unknown;
            }[];
          };
        };
      }
    >
  >;
}

/** Logical ID → ARN of whatever a function's policy may name. */
function resourceArns(stack: BackendStack, names: ResourceNames): ReadonlyMap<string, string> {
  const { table, blobs, readModels, advisories } = stack.storage;
  return new Map([
    [logicalId(table), regional("dynamodb", `table/${names.table}`)],
    [logicalId(blobs.bucket), bucketArn(names.blobs)],
    [logicalId(readModels.bucket), bucketArn(names.readModels)],
    [logicalId(advisories.bucket), bucketArn(names.advisories)],
    ...stack.queues.map(({ name, queue }) => [logicalId(queue), regional("sqs", name)] as const),
    ...stack.functions.map(
      ({ name, logGroup }) =>
        [logicalId(logGroup), regional("logs", `log-group:/aws/lambda/${name}:*`)] as const,
    ),
  ]);
}

function regional(service: string, resource: string): string {
  return `arn:\${Partition}:${service}:\${Region}:\${Account}:${resource}`;
}

function bucketArn(name: string): string {
  return `arn:\${Partition}:s3:::${name}`;
}

function logicalId(construct: IConstruct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
