import { describe, expect, test } from "@jest/globals";
import { CALLBACK_PATH } from "../../../dashboard/src/session/oidc.ts";
import type { Resource, Synthesized } from "./synthesized.ts";

/** The user pool that is deployed where no other provider is set. */
export function describeIdentity(backend: Synthesized): void {
  const { template, resources, stack } = backend;
  const [[poolId, pool] = ["", {}]] = backend.ofType("AWS::Cognito::UserPool");
  const [[clientId, client] = ["", {}]] = backend.ofType("AWS::Cognito::UserPoolClient");

  test("nobody signs up by themselves, and addresses are verified", () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    });
  });

  test("passwords are long, and a second factor is an authenticator", () => {
    expect(pool).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 3,
        },
      },
    });
  });

  test("nothing is asked for that costs extra", () => {
    expect(pool["UserPoolTier"]).toBeUndefined();
    expect(pool["UserPoolAddOns"]).toBeUndefined();
    expect(pool["SmsConfiguration"]).toBeUndefined();
  });

  test("people outlive the stack", () => {
    const resource: Partial<Resource> = resources[poolId] ?? {};
    expect(resource).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(pool["DeletionProtection"]).toBe("ACTIVE");
  });

  test("the dashboard's client has no secret, and its codes need a proof", () => {
    const at = (path: string) => ({ "Fn::Join": ["", ["https://", siteName(backend), path]] });
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile"],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      SupportedIdentityProviders: ["COGNITO"],
      CallbackURLs: [at(CALLBACK_PATH)],
      LogoutURLs: [at("/")],
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: "ENABLED",
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
    });
  });

  test("its pages are under a name of the stack's own", () => {
    const [[, domain] = []] = backend.ofType("AWS::Cognito::UserPoolDomain");
    const prefix = JSON.stringify(domain?.["Domain"]);
    expect(prefix).toMatch(/"Fn::Join":\["-",\["ecr-scout",.*"AWS::StackId"/);
  });

  describe("who verifies tokens", () => {
    const issuer = { "Fn::GetAtt": [poolId, "ProviderURL"] };
    const environmentOf = (name: string) =>
      stack.resolve(stack.functions.find((fn) => fn.name === name)?.environment) as object;

    test("the function api has the issuer, and the client as audience", () => {
      expect(environmentOf("api")).toMatchObject({
        OIDC_ISSUER: issuer,
        OIDC_AUDIENCE: { Ref: clientId },
      });
    });

    test("the function bootstrap has the same issuer", () => {
      expect(environmentOf("bootstrap")).toMatchObject({ OIDC_ISSUER: issuer });
    });

    test("and programs find both in the outputs", () => {
      template.hasOutput("SignInIssuer", { Value: issuer });
      template.hasOutput("SignInAudience", { Value: { Ref: clientId } });
      template.hasOutput("SignInClientId", { Value: { Ref: clientId } });
      template.hasOutput("UserPoolId", { Value: { Ref: poolId } });
      template.hasOutput("SignInUrl", {});
    });
  });
}

function siteName({ ofType }: Synthesized): object {
  const [[id] = [""]] = ofType("AWS::CloudFront::Distribution");
  return { "Fn::GetAtt": [id, "DomainName"] };
}
