import { CfnParameter, Fn, type Stack } from "aws-cdk-lib";
import type { Brand } from "../core/contract/brand.ts";
import {
  EXTERNAL_ID_PREFIX_PARAMETER,
  SCOPE_ENTRY_PATTERN,
  STACK_PARAMETERS,
} from "../core/contract/customer-stack.ts";

/** What is the same for all customers of a deployment. */
export interface CustomerDefaults {
  /** AWS account that the product runs in, 12 digits. */
  readonly trustedAccountId: string;
  /** `https://…/v1/events`. */
  readonly eventEndpoint: string;
}

/** The template's parameters: the link that opens the wizard fills in all that must be. */
export interface CustomerParameters {
  /** A reference to it, or what it is made of. */
  readonly externalId: string;
  readonly setupEndpoint: CfnParameter;
  readonly trustedAccountId: CfnParameter;
  /** Undefined where the Region has no API destinations. */
  readonly eventEndpoint: CfnParameter | undefined;
  /** The only one that people may change: a list. */
  readonly repositoryScope: CfnParameter;
}

interface CustomerParametersProps {
  readonly brand: Brand;
  readonly defaults: CustomerDefaults | undefined;
  /** Whether the Region has API destinations, to which events can be sent. */
  readonly events: boolean;
  readonly audience: Audience;
}

/**
 * Whom a template is for: one registry, or every account of an AWS organization, by a StackSet
 * whose parameters are the same in all of them.
 */
export type Audience = "registry" | "organization";

/** Address of an API: host, port and whatever path it is deployed under. */
const API = "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*";

/** Adds the parameters, labelled and grouped for CloudFormation's console. */
export function customerParameters(
  stack: Stack,
  { brand, defaults, events, audience }: CustomerParametersProps,
): CustomerParameters {
  const parameter: AddParameter = (id, props) =>
    new CfnParameter(stack, id, {
      type: "String",
      description: `${props.description} ${brand.name} has filled it in; leave it as it is.`,
      allowedPattern: props.pattern,
      constraintDescription: `${props.constraint} Open the wizard again from ${brand.name}, so that it fills the field in.`,
      ...(props.default === undefined ? {} : { default: props.default }),
    });
  stack.templateOptions.metadata = {
    "AWS::CloudFormation::Interface": consoleForm(brand, events, audience),
  };
  return {
    externalId: externalIdOf(parameter, brand, audience),
    setupEndpoint: parameter(STACK_PARAMETERS.setupEndpoint, {
      description: `The address, good for this integration alone, to which this stack reports that its resources were created, updated or deleted.`,
      pattern: `${API}/v1/setup/[0-9a-f]{16}[.][A-Za-z0-9_-]{43}`,
      constraint: "It is an https address that ends in /v1/setup/ and the integration's token.",
    }),
    trustedAccountId: parameter(STACK_PARAMETERS.trustedAccountId, {
      description: `The AWS account in which ${brand.name} runs, and whose role may read your images.`,
      pattern: "[0-9]{12}",
      constraint: "An AWS account ID has 12 digits.",
      default: defaults?.trustedAccountId,
    }),
    eventEndpoint: events
      ? parameter(STACK_PARAMETERS.eventEndpoint, {
          description:
            "The address to which EventBridge sends the pushes and deletes of your registry.",
          pattern: `${API}/v1/events`,
          constraint: "It is an https address that ends in /v1/events.",
          default: defaults?.eventEndpoint,
        })
      : undefined,
    repositoryScope: scopeParameter(stack, brand),
  };
}

type AddParameter = (id: string, props: ParameterProps) => CfnParameter;

/** STS's own pattern: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function externalIdOf(parameter: AddParameter, { name }: Brand, audience: Audience): string {
  if (audience === "registry") {
    return parameter(STACK_PARAMETERS.externalId, {
      description: `Identifies your integration whenever ${name} assumes the role of this stack.`,
      pattern: "[A-Za-z0-9+=,.@:/_-]{2,1224}",
      constraint: "An external ID has 2 to 1,224 letters, digits or characters of +=,.@:/_-.",
    }).valueAsString;
  }
  parameter(EXTERNAL_ID_PREFIX_PARAMETER, {
    description: `Begins the external ID by which ${name} assumes the role of each stack; the account and the Region follow.`,
    pattern: "[A-Za-z0-9+=,.@:/_-]{16,1024}",
    constraint: "It has 16 to 1,024 letters, digits or characters of +=,.@:/_-.",
  });
  return Fn.sub(`\${${EXTERNAL_ID_PREFIX_PARAMETER}}-\${AWS::AccountId}-\${AWS::Region}`);
}

function scopeParameter(stack: Stack, { name }: Brand): CfnParameter {
  return new CfnParameter(stack, STACK_PARAMETERS.repositoryScope, {
    type: "CommaDelimitedList",
    default: "*",
    description: `The repositories whose images ${name} may read, separated by commas: whole names, or beginnings of names that end with *, such as team/*. A * alone stands for all repositories of this account and Region.`,
    // Each entry of the list is held against it.
    allowedPattern: SCOPE_ENTRY_PATTERN,
    constraintDescription:
      "Each entry is the name of a repository (lower-case letters, digits and ._-/), or the beginning of one with * at its end, or * alone.",
  });
}

interface ParameterProps {
  readonly description: string;
  readonly pattern: string;
  readonly constraint: string;
  readonly default?: string | undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudformation-interface.html */
function consoleForm(brand: Brand, events: boolean, audience: Audience): object {
  const isRegistry = audience === "registry";
  const externalId = isRegistry ? STACK_PARAMETERS.externalId : EXTERNAL_ID_PREFIX_PARAMETER;
  const { setupEndpoint, eventEndpoint, trustedAccountId, repositoryScope } = STACK_PARAMETERS;
  const labels = {
    [externalId]: { default: isRegistry ? "External ID" : "Beginning of the external IDs" },
    [setupEndpoint]: { default: "Setup endpoint" },
    [trustedAccountId]: { default: `AWS account of ${brand.name}` },
    ...(events ? { [eventEndpoint]: { default: "Event endpoint" } } : {}),
    [repositoryScope]: { default: "Repositories" },
  };
  return {
    ParameterGroups: [
      {
        Label: { default: "What may be read (everything, unless you narrow it)" },
        Parameters: [repositoryScope],
      },
      {
        Label: { default: "Your integration (filled in, nothing to change)" },
        Parameters: [externalId, setupEndpoint],
      },
      {
        Label: { default: `Where ${brand.name} runs (filled in, nothing to change)` },
        Parameters: [trustedAccountId, ...(events ? [eventEndpoint] : [])],
      },
    ],
    ParameterLabels: labels,
  };
}
