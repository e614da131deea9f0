import { describe, expect, test } from "@jest/globals";
import { Match } from "aws-cdk-lib/assertions";
import type { Synthesized } from "./synthesized.ts";

interface Rule {
  readonly Name: string;
  readonly Action?: { readonly Block?: unknown };
  readonly VisibilityConfig: unknown;
  readonly Statement: {
    readonly RateBasedStatement?: { readonly Limit: number; readonly AggregateKeyType: string };
    readonly ManagedRuleGroupStatement?: {
      readonly ScopeDownStatement: unknown;
      readonly RuleActionOverrides: readonly { readonly Name: string }[];
    };
  };
}

/** The API, its stage, its logs and what stands before it. */
export function describeRestApi(backend: Synthesized): void {
  const { stack, template } = backend;

  describe("routes", () => {
    const resources = Object.fromEntries(backend.ofType("AWS::ApiGateway::Resource"));
    const pathOf = (id: string): string => {
      const { PathPart, ParentId } = resources[id] as { PathPart: string; ParentId: object };
      const parent = "Ref" in ParentId ? pathOf(String(ParentId.Ref)) : "";
      return `${parent}/${PathPart}`;
    };
    const methods = backend.ofType("AWS::ApiGateway::Method").map(([, properties]) => {
      const { ResourceId, HttpMethod, Integration } = properties as {
        ResourceId: { Ref: string };
        HttpMethod: string;
        Integration: { Type: string; Uri: unknown };
      };
      const route = `${HttpMethod} ${pathOf(ResourceId.Ref)}`;
      return { route, integration: Integration };
    });

    test.each([
      ["POST /events", "push-event"],
      ["POST /setup/{token}", "setup-endpoint"],
      ["ANY /{proxy+}", "api"],
    ])("%s goes to %s", (route, name) => {
      const { integration } = methods.find((method) => method.route === route) ?? {};
      const fn = stack.functions.find((one) => one.name === name);
      expect(integration?.Type).toBe("AWS_PROXY");
      expect(JSON.stringify(integration?.Uri)).toContain(
        JSON.stringify(stack.resolve(fn?.function.functionArn)),
      );
    });

    test("there are no others, and the console's tests invoke no function", () => {
      expect(methods).toHaveLength(3);
      expect(backend.ofType("AWS::Lambda::Permission")).toHaveLength(3);
    });
  });

  // Another ID is another API at another address, and every connected stack calls the old one.
  test("keeps its logical ID", () => {
    expect(backend.ofType("AWS::ApiGateway::RestApi").map(([id]) => id)).toEqual([
      "RestApi135E9C73",
    ]);
  });

  test("is regional and passes bodies on as they came", () => {
    template.hasResourceProperties("AWS::ApiGateway::RestApi", {
      EndpointConfiguration: { Types: ["REGIONAL"] },
      BinaryMediaTypes: ["*/*"],
      MinimumCompressionSize: Match.absent(),
    });
  });

  test("answers with problems where no function does", () => {
    const answers = backend.ofType("AWS::ApiGateway::GatewayResponse").map(([, answer]) => {
      const { ResponseType, StatusCode, ResponseTemplates, ResponseParameters } = answer as {
        ResponseType: string;
        StatusCode?: string;
        ResponseTemplates: { "application/json": string };
        ResponseParameters: object;
      };
      expect(ResponseParameters).toEqual({
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
      });
      const { type } = JSON.parse(ResponseTemplates["application/json"]) as { type: string };
      return [ResponseType, StatusCode, type];
    });
    expect(answers).toEqual([
      ["MISSING_AUTHENTICATION_TOKEN", "404", "urn:ecr-scout:problem:route-not-found"],
      ["THROTTLED", undefined, "urn:ecr-scout:problem:too-many-requests"],
      ["DEFAULT_4XX", undefined, "urn:ecr-scout:problem:refused"],
      ["DEFAULT_5XX", undefined, "urn:ecr-scout:problem:unavailable"],
    ]);
  });

  test("its stage is the v1 of every address, and is throttled", () => {
    template.hasResourceProperties("AWS::ApiGateway::Stage", {
      StageName: "v1",
      MethodSettings: [
        Match.objectLike({
          HttpMethod: "*",
          ResourcePath: "/*",
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 1000,
        }),
      ],
    });
  });

  describe("the setup token, which is in the path, is written down nowhere:", () => {
    const [[, stage] = []] = backend.ofType("AWS::ApiGateway::Stage");
    const format = (stage?.["AccessLogSetting"] as { Format: string }).Format;

    test("the access log has the route instead of the path", () => {
      const variables = [...format.matchAll(/\$context\.[A-Za-z.]+/g)].map(([name]) => name);
      expect(variables).toContain("$context.resourcePath");
      expect(variables).toEqual(
        expect.not.arrayContaining(["$context.path", "$context.requestOverride.path"]),
      );
      expect(format).not.toMatch(/\$context\.(path|protocol|domainName|authorizer|identity\.user)/);
      expect(() => void JSON.parse(format)).not.toThrow();
    });

    test("execution logs and traces, which have the path, are off", () => {
      expect(stage).toMatchObject({
        MethodSettings: [{ LoggingLevel: "OFF", DataTraceEnabled: false }],
        TracingEnabled: false,
      });
    });

    test("the web ACL takes no samples", () => {
      const [[, acl] = []] = backend.ofType("AWS::WAFv2::WebACL");
      const { Rules, VisibilityConfig } = acl as { Rules: Rule[]; VisibilityConfig: unknown };
      for (const visibility of [VisibilityConfig, ...Rules.map((rule) => rule.VisibilityConfig)]) {
        expect(visibility).toMatchObject({ SampledRequestsEnabled: false });
      }
      expect(backend.ofType("AWS::WAFv2::LoggingConfiguration")).toEqual([]);
    });
  });

  describe("the web ACL", () => {
    const [[, acl] = []] = backend.ofType("AWS::WAFv2::WebACL");
    const { Rules } = acl as { Rules: readonly Rule[] };
    const limitOf = (name: string) =>
      Rules.find((rule) => rule.Name === name)?.Statement.RateBasedStatement?.Limit ?? Infinity;

    test("stands before the stage", () => {
      template.hasResourceProperties("AWS::WAFv2::WebACLAssociation", {
        ResourceArn: { "Fn::Join": ["", Match.arrayWith([Match.stringLikeRegexp("/restapis/")])] },
      });
    });

    test("limits each address, the setup endpoint most", () => {
      expect(limitOf("setup-rate")).toBeLessThan(limitOf("rate"));
      expect(limitOf("rate")).toBeLessThan(limitOf("events-rate"));
      expect(limitOf("events-rate")).toBeLessThan(Infinity);
    });

    test("answers 429, which SNS and EventBridge repeat, and not 403, at which they give up", () => {
      for (const { Name, Statement, Action } of Rules) {
        if (!Statement.RateBasedStatement) continue;
        const whose = Name === "site-rate" ? "FORWARDED_IP" : "IP";
        expect(Statement.RateBasedStatement.AggregateKeyType).toBe(whose);
        expect(Action).toEqual({ Block: { CustomResponse: { ResponseCode: 429 } } });
      }
    });

    test("keeps the common rules off what machines send, and off what is right here", () => {
      const common = Rules.find(({ Name }) => Name === "common")?.Statement
        .ManagedRuleGroupStatement;
      const scope = JSON.stringify(common?.ScopeDownStatement);
      expect(scope).toMatch(/^\{"NotStatement"/);
      expect(scope).toContain('"SearchString":"/v1/setup/"');
      expect(scope).toContain('"SearchString":"/v1/events"');
      const counted = common?.RuleActionOverrides.map(({ Name }) => Name);
      expect(counted).toContain("SizeRestrictions_BODY");
    });
  });

  test("the api function knows its own address without the stage", () => {
    const api = stack.functions.find(({ name }) => name === "api");
    const { PUBLIC_URL } = api?.environment as unknown as Record<string, string>;
    expect(JSON.stringify(stack.resolve(PUBLIC_URL))).toMatch(
      /^\{"Fn::Join".*"AWS::URLSuffix"\}\]\]\}$/,
    );
  });
}
