import { describe, expect, test } from "@jest/globals";
import { Template } from "aws-cdk-lib/assertions";
import { stackLaunchOf } from "../../../core/integrations/stack-launch.ts";
import { DEFAULT_BRAND } from "../../../core/contract/brand.ts";
import { readSettings } from "../../../lib/backend-settings.ts";
import { BackendStack } from "../../../lib/backend-stack.ts";
import { customerTemplates } from "../../../lib/customer-templates.ts";
import { builtDashboardStandIn } from "../../fixtures/built-dashboard.ts";
import { pendingIntegration } from "../../fixtures/setup-world.ts";
import { deployedTemplate, textsOf } from "./deployed-template.ts";
import { createApp, type Resource } from "./synthesized.ts";

const ACCOUNT = "111111111111";
const PROVIDER = { oidcIssuer: "https://login.example/realms/a", oidcAudience: "scout" };

/** What CloudFormation does not know there; as of 2026-11-22, by cfn-lint 1.51. */
const PARTITIONS = [
  {
    partition: "aws",
    region: "us-east-1",
    urlSuffix: "amazonaws.com",
    console: "us-east-1.console.aws.amazon.com",
    settings: {},
    missing: /^$/,
    hasSite: true,
    signIn: "auth.us-east-1.amazoncognito.com",
  },
  {
    partition: "aws-cn",
    region: "cn-north-1",
    urlSuffix: "amazonaws.com.cn",
    console: "cn-north-1.console.amazonaws.cn",
    settings: PROVIDER,
    // CloudFormation knows CloudFront there, which serves no name of its own.
    missing: /^AWS::(?:Cognito::UserPool|CloudFront::)/,
    hasSite: false,
    signIn: undefined,
  },
  {
    partition: "aws-us-gov",
    region: "us-gov-west-1",
    urlSuffix: "amazonaws.com",
    console: "us-gov-west-1.console.amazonaws-us-gov.com",
    settings: {},
    missing: /^AWS::CloudFront::/,
    hasSite: false,
    signIn: "auth-fips.us-gov-west-1.amazoncognito.com",
  },
] as const;

interface Deployed {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: string }>>;
}

const app = createApp();
const dashboard = builtDashboardStandIn();

// All of them first: one synthesis writes them all.
const DEPLOYMENTS = PARTITIONS.map((where) => {
  const settings = { ...readSettings(app.node), ...where.settings };
  const props = { homeRegion: where.region, dashboard };
  return { ...where, stack: new BackendStack(app, `EcrScout-${where.partition}`, settings, props) };
});

describe.each(DEPLOYMENTS)("in $partition", ({ stack, missing, signIn, ...where }) => {
  const { partition, region: homeRegion, urlSuffix } = where;
  const template = Template.fromStack(stack).toJSON() as Deployed;
  const deployed = deployedTemplate(template, { ...where, account: ACCOUNT });
  const texts = textsOf(deployed.Resources).concat(textsOf(deployed.Outputs));
  const resources = Object.values(deployed.Resources);

  test("every ARN is of the partition", () => {
    const arns = texts.flatMap(([, text]) => text.match(/arn:aws[a-z-]*:/g) ?? []);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
  });

  test("every host of AWS has the partition's suffix; services are principals by one name", () => {
    const foreign = texts.filter(
      ([path, text]) =>
        !/\/Principal(?:\/Service)?(?:\/\d+)?$/.test(path) &&
        (text.match(/amazonaws\.(?!cn\b)[a-z.]+/g) ?? []).some(
          (suffix) => suffix.replace(/\.$/, "") !== urlSuffix,
        ),
    );
    expect(foreign).toEqual([]);
    const principals = texts.filter(([path]) => path.includes("/Principal/Service"));
    expect(principals.length).toBeGreaterThan(10);
    for (const [, name] of principals) expect(name).toMatch(/^[a-z.-]+\.amazonaws\.com$/);
  });

  test("every type of resource is known there", () => {
    const types = [...new Set(resources.map(({ Type }) => Type))];
    expect(types.filter((type) => missing.test(type))).toEqual([]);
    expect(types).toContain("AWS::Lambda::Function");
  });

  test("Lambda is told of loops only where it detects them", () => {
    const told = resources.filter(({ Properties }) => "RecursiveLoop" in Properties);
    expect(told).toHaveLength(partition === "aws-cn" ? 0 : stack.functions.length);
  });

  test("the dashboard is served where there is CloudFront, and else its address is for the operator to say", () => {
    expect(stack.site !== undefined).toBe(where.hasSite);
    expect("DashboardUrl" in deployed.Outputs).toBe(where.hasSite);
    const rules = resources.find(({ Type }) => Type === "AWS::WAFv2::WebACL")?.Properties["Rules"];
    expect(JSON.stringify(rules).includes("site-rate")).toBe(where.hasSite);
  });

  test("links of outputs lead to the partition's console and to its sign-in", () => {
    const { MonitoringUrl, SignInUrl } = deployed.Outputs;
    expect(new URL(MonitoringUrl?.Value ?? "").host).toBe(where.console);
    if (signIn === undefined) expect(SignInUrl).toBeUndefined();
    else expect(SignInUrl?.Value).toMatch(new RegExp(`\\.${signIn.replaceAll(".", "\\.")}$`));
  });

  describe("what customers launch", () => {
    const { environment } = stack.functions.find(({ name }) => name === "api") ?? {};
    const { PUBLIC_URL: publicUrl, TEMPLATE_URL: templateUrl } = deployedTemplate(
      stack.resolve(environment) as Record<string, string>,
      { ...where, account: ACCOUNT },
    );

    test("is published with the operator's account and addresses of the partition", () => {
      const [, published] =
        Object.entries(deployed.Resources).find(
          ([id, { Type }]) =>
            Type === "Custom::CDKBucketDeployment" && id.startsWith("TemplateBucket"),
        ) ?? [];
      const [filledIn] = published?.Properties["SourceMarkers"] as [object];
      const [account, ...address] = Object.values(filledIn) as string[];
      expect(account).toBe(ACCOUNT);
      expect(address.slice(1)).toEqual([homeRegion, urlSuffix]);
      expect(publicUrl).toMatch(new RegExp(`\\.execute-api\\.${homeRegion}\\.${urlSuffix}$`));
    });

    test("is linked at the partition's console", () => {
      const { url, parameters } = stackLaunchOf(pendingIntegration({ delivery: "poll" }), {
        templateUrl: templateUrl?.replaceAll(/[<>]/g, "x"),
        stackName: "Scout",
        callbackUrl: publicUrl?.replaceAll(/[<>]/g, "x") ?? "",
        trustedAccountId: ACCOUNT,
        homeRegion,
      });
      const link = new URL(url ?? "");
      expect(link.host).toBe(where.console.replace(`${homeRegion}.`, ""));
      expect(decodeURIComponent(link.hash)).toContain(`.s3.${homeRegion}.${urlSuffix}/templates/`);
      expect(parameters["TrustedAccountId"]).toBe(ACCOUNT);
    });
  });
});

test.each([...customerTemplates(DEFAULT_BRAND)])(
  "%s names no partition: CloudFormation fills in its own",
  (_name, text) => {
    expect(text).not.toMatch(/arn:aws|console\./);
    const hosts = new Set(text.match(/[a-z0-9.-]*amazonaws\.[a-z.]+/g) ?? []);
    expect([...hosts].filter((host) => !/^(?:ecr|events)\.amazonaws\.com$/.test(host))).toEqual([]);
  },
);

test("China has no user pools, so that a provider must be named", () => {
  const other = createApp();
  expect(
    () =>
      new BackendStack(other, "EcrScout", readSettings(other.node), {
        homeRegion: "cn-northwest-1",
      }),
  ).toThrow(/aws-cn has no user pools. Set oidcIssuer and oidcAudience, .*docs\/operate\.md/);
});
