import * as z from "zod";
import type { CustomResourceRequest } from "../contract/custom-resource.ts";
import {
  CompleteProperties,
  CUSTOMER_ROLE_PATH,
  SetupProperties,
} from "../contract/customer-stack.ts";
import { PermanentError } from "../errors.ts";
import { parseArn } from "./aws-arn.ts";
import type { RequestingStack } from "./custom-resource-request.ts";
import type { Connection } from "./port.ts";

/** Letters that IAM allows in paths and names of roles. */
const ROLE_NAME = /^[\w+=,.@/-]+$/;
/** Letters that Secrets Manager allows in names of secrets. */
const SECRET_NAME = /^secret:[\w/+=.@-]+$/;

/**
 * Reads the properties of the custom resource that waits for the key. Roles and secret must
 * be of the stack's own account, roles under the template's path.
 *
 * @throws PermanentError `invalid-properties`
 */
export function parseSetupProperties(
  request: CustomResourceRequest,
  stack: RequestingStack,
): SetupProperties {
  const properties = parse(SetupProperties, request);
  const { EcrAccessRoleArn, SetupRoleArn, CredentialsSecretArn } = properties;
  for (const [name, role] of Object.entries({ EcrAccessRoleArn, SetupRoleArn })) {
    if (role !== undefined && !isOwnRole(stack, role)) {
      throw invalid(
        `${name} must be a role of account ${stack.account} under the path ${CUSTOMER_ROLE_PATH}`,
      );
    }
  }
  const hasSecret = CredentialsSecretArn !== undefined;
  if (hasSecret && !isOf(stack, CredentialsSecretArn, "secretsmanager", SECRET_NAME)) {
    throw invalid(
      `CredentialsSecretArn must be a secret of account ${stack.account} in ${stack.region}`,
    );
  }
  if (!hasSecret && SetupRoleArn !== undefined) {
    throw invalid("SetupRoleArn is a role that writes a secret, and there is no secret");
  }
  return properties;
}

function isOwnRole(stack: RequestingStack, text: string): boolean {
  const role = parseArn(text);
  const path = `role${CUSTOMER_ROLE_PATH}`;
  return (
    role?.service === "iam" &&
    role.region === "" &&
    role.partition === stack.partition &&
    role.account === stack.account &&
    role.resource.startsWith(path) &&
    ROLE_NAME.test(role.resource.slice(path.length))
  );
}

/** What the stack has created, as its last custom resource says. */
export interface CompletedStack {
  readonly templateVersion: string;
  readonly resources: NonNullable<Connection["resources"]> | undefined;
}

/**
 * Reads the properties of the stack's last custom resource: what it names must be of the
 * stack's own account and Region. A template for a Region without API destinations names none.
 *
 * @throws PermanentError `invalid-properties`
 */
export function parseCompleteProperties(
  request: CustomResourceRequest,
  stack: RequestingStack,
): CompletedStack {
  const { TemplateVersion, ConnectionArn, ApiDestinationArn, RuleArns } = parse(
    CompleteProperties,
    request,
  );
  const templateVersion = TemplateVersion;
  if (!ConnectionArn && !ApiDestinationArn && !RuleArns) {
    return { templateVersion, resources: undefined };
  }
  if (
    !isOf(stack, ConnectionArn, "events", /^connection\//) ||
    !isOf(stack, ApiDestinationArn, "events", /^api-destination\//) ||
    !RuleArns?.every((arn) => isOf(stack, arn, "events", /^rule\//))
  ) {
    throw invalid(
      `ConnectionArn, ApiDestinationArn and RuleArns must be of account ${stack.account} in ${stack.region}`,
    );
  }
  return {
    templateVersion,
    resources: {
      connectionArn: ConnectionArn,
      apiDestinationArn: ApiDestinationArn,
      ruleArns: RuleArns,
    },
  };
}

function isOf(
  stack: RequestingStack,
  text: string | undefined,
  service: string,
  resource: RegExp,
): text is string {
  const arn = parseArn(text ?? "");
  return (
    arn?.service === service &&
    arn.partition === stack.partition &&
    arn.account === stack.account &&
    arn.region === stack.region &&
    resource.test(arn.resource)
  );
}

function parse<T>(schema: z.ZodType<T>, request: CustomResourceRequest): T {
  const result = schema.safeParse(request.ResourceProperties);
  if (result.success) return result.data;
  throw invalid(z.prettifyError(result.error), result.error);
}

function invalid(what: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "invalid-properties",
    `The stack's properties are not those of the published template: ${what}. Launch the template unchanged, by the integration's link.`,
    { cause },
  );
}
