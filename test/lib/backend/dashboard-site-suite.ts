import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { createDashboardSite } from "../../../local/dashboard-site.ts";
import { builtDashboardStandIn } from "../../fixtures/built-dashboard.ts";
import { deployedTemplate } from "./deployed-template.ts";
import type { Synthesized } from "./synthesized.ts";

const WHERE = {
  partition: "aws",
  region: "eu-west-1",
  urlSuffix: "amazonaws.com",
  account: "111111111111",
};

interface Behavior {
  readonly ViewerProtocolPolicy: string;
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly FunctionAssociations: readonly { readonly EventType: string }[];
}

interface Request {
  uri: string;
  headers: Record<string, { value: string }>;
}

/** What CloudFront serves, and how. */
export function describeDashboardSite({ resources, ofType, template }: Synthesized): void {
  const [[siteId, properties] = ["", {}]] = ofType("AWS::CloudFront::Distribution");
  const config = properties["DistributionConfig"] as {
    readonly DefaultCacheBehavior: Behavior & { readonly Compress: boolean };
    readonly CacheBehaviors: readonly (Behavior & { readonly PathPattern: string })[];
    readonly Origins: readonly {
      readonly OriginAccessControlId?: unknown;
      readonly CustomOriginConfig?: unknown;
      readonly OriginCustomHeaders?: readonly { readonly HeaderValue: unknown }[];
    }[];
  };
  const [api] = config.CacheBehaviors;

  test("pages come by https alone, compressed, from a bucket that only CloudFront reads", () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      ViewerProtocolPolicy: "redirect-to-https",
      Compress: true,
    });
    expect(config).toMatchObject({ PriceClass: "PriceClass_100", HttpVersion: "http2and3" });
    expect(config.Origins[0]?.OriginAccessControlId).toBeDefined();
  });

  test("the API answers at the same origin: nothing is cached, Authorization arrives", () => {
    expect(api).toMatchObject({
      PathPattern: "/v1/*",
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: expect.arrayContaining(["GET", "POST", "PATCH", "DELETE"]),
      // Managed-CachingDisabled and Managed-AllViewerExceptHostHeader.
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    expect(config.Origins[1]?.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: "https-only",
      OriginSSLProtocols: ["TLSv1.2"],
    });
  });

  test("no error of the API becomes a page", () => {
    expect(config).not.toHaveProperty("CustomErrorResponses");
  });

  describe("what CloudFront does with a request", () => {
    const codes = ofType("AWS::CloudFront::Function").map(([id, fn]) => ({
      id,
      code: String(fn["FunctionCode"]),
    }));
    const run = (name: string, uri: string, headers: Request["headers"] = {}) => {
      const { code = "" } = codes.find(({ id }) => id.includes(name)) ?? {};
      const event = { request: { uri, headers }, viewer: { ip: "203.0.113.7" } };
      return runInNewContext(`${code}; handler(event)`, { event }) as Request & {
        statusCode?: number;
      };
    };

    test.each([
      ["/", "/index.html"],
      ["/o/acme/images", "/index.html"],
      ["/o/acme/packages/pkg%3Anpm%2Flodash.js", "/index.html"],
      ["/signed-in", "/index.html"],
      ["/index.html", "/index.html"],
      ["/sign-in.json", "/sign-in.json"],
      ["/icon.svg", "/icon.svg"],
      ["/assets/index-abc.js", "/assets/index-abc.js"],
      ["/assets/gone.js", "/assets/gone.js"],
    ])("%s is %s", (asked, served) => {
      expect(run("PageFunction", asked).uri).toBe(served);
    });

    test("the API learns who asked, and nobody says it for themselves", () => {
      const forged = { "x-ecr-scout-viewer": { value: "198.51.100.1" } };
      expect(run("ApiFunction", "/v1/me", forged).headers).toEqual({
        "x-ecr-scout-viewer": { value: "203.0.113.7" },
      });
    });

    test.each(["/v1/events", "/v1/setup/int.secret"])("%s is for machines, elsewhere", (uri) => {
      expect(run("ApiFunction", uri)).toMatchObject({ statusCode: 404 });
    });
  });

  test("the web ACL counts the site's requests by who asked, and no others", () => {
    const [[, acl] = []] = ofType("AWS::WAFv2::WebACL");
    const rules = acl?.["Rules"] as { Name: string; Statement: object }[];
    const rule = rules.find(({ Name }) => Name === "site-rate");
    expect(rule?.Statement).toMatchObject({
      RateBasedStatement: {
        AggregateKeyType: "FORWARDED_IP",
        ForwardedIPConfig: { HeaderName: "x-ecr-scout-viewer", FallbackBehavior: "NO_MATCH" },
      },
    });
    const mark = config.Origins[1]?.OriginCustomHeaders?.[0]?.HeaderValue;
    expect(JSON.stringify(rule)).toContain(JSON.stringify(mark));
    const direct = JSON.stringify(rules.find(({ Name }) => Name === "rate"));
    expect(direct).toContain(`"NotStatement":{"Statement":{"ByteMatchStatement"`);
    expect(direct).toContain(JSON.stringify(mark));
  });

  test("pages have the headers that local mode serves, and may ask Cognito for tokens besides", async () => {
    const [[, policy] = []] = ofType("AWS::CloudFront::ResponseHeadersPolicy");
    const headers = deployedTemplate(policy ?? {}, WHERE)["ResponseHeadersPolicyConfig"] as {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: string };
        ReferrerPolicy: { ReferrerPolicy: string };
        ContentTypeOptions: object;
        StrictTransportSecurity: { AccessControlMaxAgeSec: number };
      };
      CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
    };
    const { SecurityHeadersConfig: security } = headers;
    const [rules, connections] =
      security.ContentSecurityPolicy.ContentSecurityPolicy.split("; connect-src ");
    const deployed = {
      "content-security-policy": rules,
      "referrer-policy": security.ReferrerPolicy.ReferrerPolicy,
      "x-content-type-options": "nosniff",
      ...Object.fromEntries(
        headers.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
      ),
    };
    expect(security.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000);
    expect(await localHeaders(Object.keys(deployed))).toEqual(deployed);
    expect(connections).toMatch(/^'self' https:\/\/<\w+>\.auth\.eu-west-1\.amazoncognito\.com$/);
  });

  describe("the files", () => {
    const deployments = ofType("Custom::CDKBucketDeployment").filter(([id]) =>
      id.startsWith("DashboardSite"),
    );
    const [assets, pages] = ["Assets", "Pages"].map((name) =>
      deployments.find(([id]) => id.includes(name)),
    );

    test("with a hash in their name stay, and are kept by browsers; the others are asked for", () => {
      expect(assets?.[1]).toMatchObject({
        Prune: false,
        DestinationBucketKeyPrefix: "assets",
        SystemMetadata: { "cache-control": "public, max-age=31536000, immutable" },
      });
      expect(pages?.[1]).toMatchObject({
        Prune: false,
        SystemMetadata: { "cache-control": "no-cache" },
      });
    });

    test("are there before a page names them", () => {
      const [id = ""] = pages ?? [];
      const { DependsOn } = resources[id] as unknown as { DependsOn: string[] };
      expect(DependsOn).toEqual(
        expect.arrayContaining([expect.stringMatching(/^DashboardSitePublisherAssets/)]),
      );
    });

    test("tell the dashboard the pool's client at deployment", () => {
      const [markers] = (pages?.[1]["SourceMarkers"] as object[]).slice(1);
      const [[clientId] = [""]] = ofType("AWS::Cognito::UserPoolClient");
      const filledIn = JSON.stringify(markers);
      expect(filledIn).toContain(JSON.stringify({ Ref: clientId }));
      expect(filledIn).toContain(JSON.stringify({ "Fn::GetAtt": [siteId, "DomainName"] }));
    });
  });

  test("outputs say where the dashboard is", () => {
    const address = {
      "Fn::Join": ["", ["https://", { "Fn::GetAtt": [siteId, "DomainName"] }, "/"]],
    };
    template.hasOutput("DashboardUrl", { Value: address });
    template.hasOutput("DashboardTarget", {});
  });
}

/** What local mode sends with a page, of some headers. */
async function localHeaders(names: readonly string[]): Promise<Record<string, string | null>> {
  const site = createDashboardSite(builtDashboardStandIn());
  const server: Server = createServer((request, response) => {
    void site.serve(request, response, "/");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}/`);
    return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
  } finally {
    server.close();
  }
}
