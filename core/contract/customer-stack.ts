import * as z from "zod";

/**
 * The names on which the customer's stack, the link that prefills it and the functions that
 * answer it agree.
 */

/** Parameters of every customer template. */
export const STACK_PARAMETERS = {
  /** What every AssumeRole of ours names. */
  externalId: "ExternalId",
  /** `https://…/v1/setup/<setup token>`: where the stack's topic delivers. */
  setupEndpoint: "SetupEndpoint",
  /** `https://…/v1/events`: where the API destination sends. */
  eventEndpoint: "EventEndpoint",
  /** AWS account that the product runs in. */
  trustedAccountId: "TrustedAccountId",
} as const;

/** Path of every role that the template creates: our own policies allow no other. */
export const CUSTOMER_ROLE_PATH = "/ecr-scout/";
/** Path of the roles of ours that a customer's role trusts. */
export const TRUSTED_ROLE_PATH = "/ecr-scout/customer-access/";

/** Type of the custom resource that waits for our key, before the Connection exists. */
export const SETUP_RESOURCE = "Custom::ScoutSetup";
/** Type of the custom resource that says that everything exists, the stack's last. */
export const COMPLETE_RESOURCE = "Custom::ScoutComplete";

/** Member of the secret that the Connection reads: `{"apiKey":"…"}`. */
export const API_KEY_MEMBER = "apiKey";

/** Seconds that CloudFormation waits for our answer to either custom resource. */
export const SETUP_TIMEOUT_SECONDS = 600;

const arn = z.string().min(12).max(2048);

/** Properties of `SETUP_RESOURCE`; CloudFormation sends every value as text. */
export const SetupProperties = z.object({
  ExternalId: z.string().min(2).max(1224),
  EcrAccessRoleArn: arn,
  CredentialsSecretArn: arn,
  TemplateVersion: z.string().min(1).max(64),
});
export type SetupProperties = z.infer<typeof SetupProperties>;

/**
 * Properties of `COMPLETE_RESOURCE`: what checks and rotation will look at. The template for a
 * Region without API destinations has none of the first three.
 */
export const CompleteProperties = z.object({
  ConnectionArn: arn.optional(),
  ApiDestinationArn: arn.optional(),
  /** ARNs of the rules. */
  RuleArns: z.array(arn).min(1).max(10).optional(),
  TemplateVersion: z.string().min(1).max(64),
});
export type CompleteProperties = z.infer<typeof CompleteProperties>;
