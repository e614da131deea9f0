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
  /** Comma-separated: the repositories that our role may read (`RepositoryScope`). */
  repositoryScope: "RepositoryScope",
} as const;

/**
 * In the template that a StackSet carries, in place of `ExternalId`: one value for all accounts,
 * of which each stack makes `<prefix>-<account>-<Region>`, an external ID of its own.
 */
export const EXTERNAL_ID_PREFIX_PARAMETER = "ExternalIdPrefix";

/**
 * One entry of a scope, as a whole: a repository's name, the beginning of names with `*` at its
 * end, or `*` for all.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const SCOPE_ENTRY_PATTERN = "[*]|[a-z0-9][a-z0-9._/-]{0,254}[*]?";

/** Which repositories a role may read; IAM's limit for a role's policies leaves room for about so many. */
export const RepositoryScope = z
  .array(z.string().regex(new RegExp(`^(?:${SCOPE_ENTRY_PATTERN})$`)))
  .min(1)
  .max(100);

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
  /** Of layouts in which another role than EcrAccessRoleArn writes the secret. */
  SetupRoleArn: arn.exactOptional(),
  /** Absent where nothing sends events, so that no key is needed: the registry is listed instead. */
  CredentialsSecretArn: arn.exactOptional(),
  /** Absent in templates up to version 2, whose role reads every repository. */
  RepositoryScope: RepositoryScope.exactOptional(),
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
