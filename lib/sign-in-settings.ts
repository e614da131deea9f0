import * as z from "zod";
import { contextList } from "./context-list.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
const DOMAIN_PREFIX = /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Where a browser may be sent with a code: encrypted, or to the machine that it runs on. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine(({ protocol, hostname }) => protocol === "https:" || hostname === "localhost", {
    error: "must be https, or http://localhost",
  })
  .refine(({ pathname, search, hash }) => `${pathname}${search}${hash}` === "/", {
    error: "must be without path, query and fragment: the dashboard is at the root of its host",
  })
  .transform(({ origin }) => origin);

/** What an operator may set of how people sign in. */
export const SIGN_IN_SETTINGS = {
  /** Of the operator's own provider, exactly as in its tokens; absent: a user pool of Cognito. */
  oidcIssuer: z.url({ protocol: /^https$/ }).optional(),
  /** Whom its tokens must be for. */
  oidcAudience: z.string().min(1).optional(),
  /** Its public client, by which the dashboard signs people in; the audience if absent. */
  oidcClientId: z.string().min(1).optional(),
  /** What the dashboard asks it for. */
  oidcScopes: contextList(z.string().min(1)),
  /** Where it gives tokens, if that is at another origin than the issuer. */
  oidcTokenEndpoint: z.url({ protocol: /^https$/ }).optional(),
  /** First part of the address of the user pool's pages: nobody else in the Region has it. */
  signInDomainPrefix: z
    .string()
    .regex(
      DOMAIN_PREFIX,
      'up to 63 lower-case letters, digits and hyphens, without "aws", "amazon" and "cognito"',
    )
    .optional(),
  /** Whether everybody in the user pool needs a second factor. */
  signInMfa: z.enum(["optional", "required"]).default("optional"),
  /** Origins of the dashboard besides CloudFront's own, the first being the one that people use. */
  dashboardUrl: contextList(Origin),
  /** Of a certificate for their hosts, which are then names of the distribution. */
  dashboardCertificateArn: z
    .string()
    .regex(
      /^arn:aws:acm:us-east-1:/,
      "the ARN of a certificate in us-east-1, as CloudFront takes it",
    )
    .optional(),
};

export type SignInSettings = z.infer<z.ZodObject<typeof SIGN_IN_SETTINGS>>;

/** Adds an issue for each of them that can't stand beside, or without, another. */
export function checkSignInSettings(settings: SignInSettings, context: z.RefinementCtx): void {
  const { oidcIssuer, oidcAudience, oidcClientId, signInDomainPrefix } = settings;
  const refuse = (path: string, message: string) => {
    context.addIssue({ code: "custom", path: [path], message });
  };
  if ((oidcIssuer === undefined) !== (oidcAudience === undefined)) {
    refuse("oidcIssuer", "oidcIssuer and oidcAudience belong together: set both or neither");
  }
  if (oidcIssuer === undefined && oidcClientId !== undefined) {
    refuse("oidcClientId", "is a client of oidcIssuer, which is not set");
  }
  if (oidcIssuer === undefined && settings.oidcTokenEndpoint !== undefined) {
    refuse("oidcTokenEndpoint", "is of oidcIssuer, which is not set");
  }
  if (oidcIssuer === undefined && settings.oidcScopes.length > 0) {
    refuse("oidcScopes", "are of oidcIssuer, which is not set");
  }
  if (settings.dashboardCertificateArn !== undefined && settings.dashboardUrl.length === 0) {
    refuse("dashboardCertificateArn", "is for the hosts of dashboardUrl, which is not set");
  }
  if (oidcIssuer !== undefined && signInDomainPrefix !== undefined) {
    refuse("signInDomainPrefix", "is of the user pool, and with oidcIssuer there is none");
  }
}
