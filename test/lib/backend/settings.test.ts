import { describe, expect, test } from "@jest/globals";
import { App } from "aws-cdk-lib";
import { Brand } from "../../../core/contract/brand.ts";
import { readSettings } from "../../../lib/backend-settings.ts";
import { synthesize } from "./synthesized.ts";

function settingsOf(context: Readonly<Record<string, unknown>>) {
  return readSettings(new App({ analyticsReporting: false, context }).node);
}

const PROVIDER = { oidcIssuer: "https://login.example/realms/a", oidcAudience: "scout-api" };
const CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/abc";

describe("context", () => {
  test.each([
    ["acme, globex", ["acme", "globex"]],
    [["acme"], ["acme"]],
    [undefined, []],
  ])("organizations may be %j", (organizations, expected) => {
    expect(settingsOf({ organizations }).organizations).toEqual(expected);
  });

  test("without ecosystems there are those that images are matched against", () => {
    expect(settingsOf({}).advisoryEcosystems).toEqual(
      expect.arrayContaining(["npm", "Debian:12", "Wolfi"]),
    );
  });

  test.each([
    [undefined, []],
    ["https://scout.example", ["https://scout.example"]],
    ["https://a.example/, http://localhost:8080", ["https://a.example", "http://localhost:8080"]],
    [["https://a.example"], ["https://a.example"]],
  ])("the dashboard may be at %j", (dashboardUrl, expected) => {
    expect(settingsOf({ dashboardUrl }).dashboardUrl).toEqual(expected);
  });

  test.each([
    ['{"name":"Acme Scout"}', { name: "Acme Scout", prefix: "AcmeScout" }],
    [{ name: "iEchor Scout" }, { name: "iEchor Scout", prefix: "iEchorScout" }],
    [{ name: "Späher 2" }, { name: "Späher 2", prefix: "Spaher2" }],
    [undefined, { name: "Docker Scout", prefix: "DockerScout" }],
  ])("the letters of a brand's name are its prefix: %j", (brand, expected) => {
    expect(settingsOf({ brand }).brand).toEqual(expected);
  });

  test.each([
    [{ alarmEmail: "nobody" }, /alarmEmail/],
    [{ brand: "Acme Scout" }, /no JSON/],
    [{ brand: { name: "3 Scouts" } }, /can't begin a logical ID/],
    [{ brand: { name: "スカウト" } }, /can't begin a logical ID/],
    [{ brand: { name: "Acme", colour: "red" } }, /colour/],
    [{ brand: { name: "Acme", dashboardUrl: "javascript:alert(1)" } }, /brand\.dashboardUrl/],
    [{ layout: "latest" }, /layout/],
    [{ domainName: "scout.example.org" }, /domainName and certificateArn belong together/],
    [{ certificateArn: CERTIFICATE }, /domainName and certificateArn belong together/],
    [{ domainName: "scout.example.org", certificateArn: "abc" }, /certificateArn/],
    [{ organizations: ["acme", ""] }, /organizations/],
    [{ restoredTable: "a table" }, /restoredTable/],
    [{ oidcIssuer: "https://login.example" }, /oidcIssuer and oidcAudience belong together/],
    [{ oidcAudience: "scout" }, /oidcIssuer and oidcAudience belong together/],
    [{ oidcIssuer: "http://login.example", oidcAudience: "scout" }, /oidcIssuer/],
    [{ oidcClientId: "web" }, /oidcClientId/],
    [{ ...PROVIDER, signInDomainPrefix: "acme" }, /with oidcIssuer there is none/],
    [{ signInDomainPrefix: "Acme" }, /signInDomainPrefix/],
    [{ signInDomainPrefix: "scout-on-aws" }, /signInDomainPrefix/],
    [{ signInMfa: "never" }, /signInMfa/],
    [{ dashboardUrl: "scout.example" }, /dashboardUrl/],
    [{ dashboardUrl: "http://scout.example" }, /must be https, or http:\/\/localhost/],
    [{ dashboardUrl: "https://scout.example/#/" }, /without path, query and fragment/],
    [{ dashboardUrl: "https://scout.example/x" }, /without path, query and fragment/],
    [{ dashboardCertificateArn: CERTIFICATE }, /dashboardUrl, which is not set/],
    [
      {
        dashboardUrl: "https://scout.example",
        dashboardCertificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1"),
      },
      /us-east-1, as CloudFront takes it/,
    ],
    [{ oidcScopes: "openid" }, /oidcScopes/],
    [{ oidcTokenEndpoint: "https://login.example/token" }, /oidcTokenEndpoint/],
  ])("%j is refused, with what is wrong and where to read on", (context, message) => {
    expect(() => settingsOf(context)).toThrow(message);
    expect(() => settingsOf(context)).toThrow(/docs\/operate\.md/);
  });
});

describe("what an operator sets", () => {
  const { template, stack } = synthesize({
    brand: { name: "Acme Scout", dashboardUrl: "https://scout.acme.example" },
    layout: "early-access",
    alarmEmail: "ops@example.org",
    domainName: "scout.example.org",
    certificateArn: CERTIFICATE,
    restoredTable: "ecr-scout-restored",
    ...PROVIDER,
    oidcClientId: "scout-web",
  });
  const environmentOf = (name: string) =>
    stack.resolve(stack.functions.find((fn) => fn.name === name)?.environment) as Record<
      string,
      unknown
    >;

  test("alarms reach the address", () => {
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: "ops@example.org",
    });
  });

  test("the API has the name, and says so", () => {
    template.hasResourceProperties("AWS::ApiGateway::DomainName", {
      DomainName: "scout.example.org",
      RegionalCertificateArn: CERTIFICATE,
      SecurityPolicy: "TLS_1_2",
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    template.hasResourceProperties("AWS::ApiGateway::BasePathMapping", { BasePath: "v1" });
    template.hasOutput("DomainTarget", {});
    expect(environmentOf("api")["PUBLIC_URL"]).toBe("https://scout.example.org");
  });

  test("the brand reaches the API, and the templates to which its links lead", () => {
    const { BRAND, TEMPLATE_URL, TEMPLATE_VERSION } = environmentOf("api");
    expect(Brand.parse(JSON.parse(String(BRAND)))).toEqual({
      name: "Acme Scout",
      prefix: "AcmeScout",
      dashboardUrl: "https://scout.acme.example",
      layout: "early-access",
    });
    expect(JSON.stringify(TEMPLATE_URL)).toMatch(/\/templates\/[0-9a-f]{64}\/acme-scout\.yaml"/);
    expect(TEMPLATE_VERSION).toMatch(/^\d+$/);
  });

  test("people sign in by the provider, and there is no user pool", () => {
    const { oidcIssuer, oidcAudience } = PROVIDER;
    template.resourceCountIs("AWS::Cognito::UserPool", 0);
    expect(environmentOf("api")).toMatchObject({
      OIDC_ISSUER: oidcIssuer,
      OIDC_AUDIENCE: oidcAudience,
    });
    expect(environmentOf("bootstrap")).toMatchObject({ OIDC_ISSUER: oidcIssuer });
    template.hasOutput("SignInClientId", { Value: "scout-web" });
    expect(template.findOutputs("UserPoolId")).toEqual({});
  });

  test("a restored table takes the place of the stack's own, which stays", () => {
    for (const { name, environment } of stack.functions) {
      if (!("TABLE_NAME" in environment)) continue;
      expect(environmentOf(name)["TABLE_NAME"]).toBe("ecr-scout-restored");
    }
    template.resourceCountIs("AWS::DynamoDB::Table", 1);
    expect(JSON.stringify(template.findResources("AWS::IAM::Policy"))).not.toContain(
      "StorageTable",
    );
  });
});
