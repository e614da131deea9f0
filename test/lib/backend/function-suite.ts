import { describe, expect, test } from "@jest/globals";
import { ROLE_PATHS } from "../../../local/functions.ts";
import type { Resource, Synthesized } from "./synthesized.ts";

/** Those that send messages to a queue that they take messages from. */
const LOOPING = ["analyzer", "large-analyzer", "read-model", "reconcile", "rematch"];

/** Functions, their logs and roles. */
export function describeFunctions(backend: Synthesized): void {
  const { stack, resources } = backend;
  const functions = stack.functions.map(({ name, function: fn, role, logGroup }) => ({
    name,
    properties: resources[refOf(stack.resolve(fn.functionName))]?.Properties ?? {},
    role: resources[refOf(stack.resolve(role.roleName))]?.Properties ?? {},
    logGroup: refOf(stack.resolve(logGroup.logGroupName)),
  }));

  test("are those of local mode, under the same paths of roles", () => {
    const paths = functions.map(({ name, role }) => [name, role["Path"]] as const);
    expect(Object.fromEntries(paths)).toEqual(ROLE_PATHS);
  });

  describe.each(functions)("$name", ({ name, properties, role, logGroup }) => {
    test("has the defaults of the house", () => {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        EphemeralStorage: { Size: expect.any(Number) },
        LoggingConfig: { LogFormat: "JSON", LogGroup: { Ref: logGroup } },
      });
      expect(properties["VpcConfig"]).toBeUndefined();
      expect(properties["TracingConfig"]).toBeUndefined();
      expect(properties["Layers"]).toBeUndefined();
    });

    test("keeps its log for a month", () => {
      expect(resources[logGroup]).toMatchObject({
        DeletionPolicy: "Delete",
        Properties: { RetentionInDays: 30 },
      });
    });

    test("may follow itself in a chain of messages only if it sends itself any", () => {
      const expected = LOOPING.includes(name) ? "Allow" : "Terminate";
      expect(properties["RecursiveLoop"]).toBe(expected);
    });

    test("has a role without managed policies that Lambda alone assumes", () => {
      expect(role["ManagedPolicyArns"]).toBeUndefined();
      expect(role["RoleName"]).toBeUndefined();
      expect(role["AssumeRolePolicyDocument"]).toMatchObject({
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "lambda.amazonaws.com" },
          },
        ],
      });
    });
  });

  test("every function of the stack has timeout, memory and a log that ends", () => {
    for (const [, properties] of backend.ofType("AWS::Lambda::Function")) {
      expect(properties).toMatchObject({
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      });
    }
    for (const [, properties] of backend.ofType("AWS::Logs::LogGroup")) {
      expect(properties["RetentionInDays"]).toBe(30);
    }
  });

  describe("what roles may do", () => {
    const statements = backend
      .ofType("AWS::IAM::Policy")
      .flatMap(([id, properties]) => statementsOf(id, properties));

    test("nothing is allowed on every resource", () => {
      expect(statements.filter(({ resources: on }) => on.includes("*"))).toEqual([]);
    });

    test("no action has a wildcard, but those of CDK's own function", () => {
      const wild = statements.filter(({ actions }) => actions.some((name) => name.includes("*")));
      expect([...new Set(wild.map(({ id }) => id))].sort()).toEqual([
        expect.stringMatching(/^DashboardSitePublisher/),
        expect.stringMatching(/^TemplateBucketPublisher/),
      ]);
    });

    test("customers' roles are assumed by the path of our template, by five functions", () => {
      const assuming = statements.filter(({ actions }) => actions.includes("sts:AssumeRole"));
      expect(assuming.map(({ id }) => id.replace(/RoleDefaultPolicy.*/, "")).sort()).toEqual([
        "AnalysisAnalyzer",
        "AnalysisLargeAnalyzer",
        "CheckFunction",
        "ReconcileFunction",
        "SetupNotification",
      ]);
      for (const { resources: on } of assuming) {
        expect(on).toEqual(["arn:<AWS::Partition>:iam::*:role/ecr-scout/*"]);
      }
    });

    test("the table is never scanned nor deleted from at large", () => {
      const calls = statements.flatMap(({ actions }) =>
        actions.filter((action) => action.startsWith("dynamodb:")),
      );
      expect([...new Set(calls)].sort()).toEqual([
        "dynamodb:BatchGetItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ]);
    });
  });
}

function refOf(value: unknown): string {
  return (value as { Ref: string }).Ref;
}

interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

function statementsOf(id: string, properties: Resource["Properties"]): Statement[] {
  const document = properties["PolicyDocument"] as {
    Statement: { Action: string | string[]; Resource: unknown }[];
  };
  return document.Statement.map(({ Action, Resource: on }) => ({
    id,
    actions: [Action].flat(),
    resources: [on].flat().map(text),
  }));
}

/** A resource with its references by name. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  const join = (value as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"];
  if (join) return join[1].map(text).join(join[0]);
  const { Ref, ["Fn::GetAtt"]: attribute } = value as { Ref?: string; "Fn::GetAtt"?: string[] };
  return `<${Ref ?? attribute?.join(".") ?? "?"}>`;
}
