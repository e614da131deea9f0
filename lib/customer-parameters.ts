import { CfnParameter, type Stack } from "aws-cdk-lib";
import { STACK_PARAMETERS } from "../core/contract/customer-stack.ts";
import type { Brand } from "./customer-brand.ts";

/** What is the same for all customers of a deployment. */
export interface CustomerDefaults {
  /** AWS account that the product runs in, 12 digits. */
  readonly trustedAccountId: string;
  /** `https://…/v1/events`. */
  readonly eventEndpoint: string;
}

/** The template's parameters: all are filled in by the link that opens the wizard. */
export interface CustomerParameters {
  readonly externalId: CfnParameter;
  readonly setupEndpoint: CfnParameter;
  readonly trustedAccountId: CfnParameter;
  /** Undefined where the Region has no API destinations. */
  readonly eventEndpoint: CfnParameter | undefined;
}

interface CustomerParametersProps {
  readonly brand: Brand;
  readonly defaults: CustomerDefaults | undefined;
  /** Whether the Region has API destinations, to which events can be sent. */
  readonly events: boolean;
}

/** Address of an API: host, port and whatever path it is deployed under. */
const API = "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*";

/** Adds the parameters, labelled and grouped for CloudFormation's console. */
export function customerParameters(
  stack: Stack,
  { brand, defaults, events }: CustomerParametersProps,
): CustomerParameters {
  const parameter = (id: string, props: ParameterProps) =>
    new CfnParameter(stack, id, {
      type: "String",
      description: `${props.description} ${brand.name} has filled it in; leave it as it is.`,
      allowedPattern: props.pattern,
      constraintDescription: `${props.constraint} Open the wizard again from ${brand.name}, so that it fills the field in.`,
      ...(props.default === undefined ? {} : { default: props.default }),
    });
  stack.templateOptions.metadata = { "AWS::CloudFormation::Interface": consoleForm(brand, events) };
  return {
    // STS's own pattern: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    externalId: parameter(STACK_PARAMETERS.externalId, {
      description: `Identifies your integration whenever ${brand.name} assumes the role of this stack.`,
      pattern: "[A-Za-z0-9+=,.@:/_-]{2,1224}",
      constraint: "An external ID has 2 to 1,224 letters, digits or characters of +=,.@:/_-.",
    }),
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
  };
}

interface ParameterProps {
  readonly description: string;
  readonly pattern: string;
  readonly constraint: string;
  readonly default?: string | undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudformation-interface.html */
function consoleForm(brand: Brand, events: boolean): object {
  const { externalId, setupEndpoint, eventEndpoint, trustedAccountId } = STACK_PARAMETERS;
  const labels = {
    [externalId]: { default: "External ID" },
    [setupEndpoint]: { default: "Setup endpoint" },
    [trustedAccountId]: { default: `AWS account of ${brand.name}` },
    ...(events ? { [eventEndpoint]: { default: "Event endpoint" } } : {}),
  };
  return {
    ParameterGroups: [
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
