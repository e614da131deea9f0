import * as z from "zod";
import type { Document, Operation } from "../../service.ts";
import { checkTemplate, neededCapability } from "../template/check-template.ts";
import { loadTemplate } from "../template/load-template.ts";
import { isHidden } from "../template/parameters.ts";
import { parseTemplate, type Template } from "../template/parse-template.ts";
import { requireStack, stackOperation } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

/** Acknowledges whatever a template may need. */
const ALL_CAPABILITIES = ["CAPABILITY_NAMED_IAM"];
const source = {
  TemplateBody: z.string().optional(),
  TemplateURL: z.string().optional(),
};

/** ValidateTemplate and GetTemplateSummary: what a template asks for, before it is launched. */
export function templateOperations(context: CloudFormationContext): Record<string, Operation> {
  return {
    ValidateTemplate: stackOperation(
      context,
      "ValidateTemplate",
      source,
      async ({ input, caller }) => {
        const template = parseTemplate(await loadTemplate(context.readObject, caller, input));
        checkTemplate(template, context.providers, ALL_CAPABILITIES);
        const Parameters = parametersOf(template).map(
          ({ ParameterType: _, ParameterConstraints: __, ...shown }) => shown,
        );
        return { Description: template.description, Parameters, ...capabilitiesOf(template) };
      },
    ),

    GetTemplateSummary: stackOperation(
      context,
      "GetTemplateSummary",
      { ...source, StackName: z.string().optional() },
      async ({ input, caller }) => {
        const { StackName } = input;
        const text =
          StackName === undefined
            ? await loadTemplate(context.readObject, caller, input)
            : requireStack(context, caller, StackName).templateBody;
        const template = parseTemplate(text);
        const types = Object.values(template.resources).map(({ type }) => type);
        return {
          Description: template.description,
          Parameters: parametersOf(template),
          Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
          ResourceTypes: [...new Set(types)],
          ...capabilitiesOf(template),
        };
      },
    ),
  };
}

function parametersOf({
  parameters,
}: Template): (Document & { ParameterType: string; ParameterConstraints: Document | undefined })[] {
  return Object.entries(parameters).map(([ParameterKey, definition]) => ({
    ParameterKey,
    DefaultValue: definition.Default,
    ParameterType: definition.Type,
    NoEcho: isHidden(definition),
    Description: definition.Description,
    ParameterConstraints:
      definition.AllowedValues === undefined
        ? undefined
        : { AllowedValues: definition.AllowedValues },
  }));
}

function capabilitiesOf(template: Template): Document {
  const capability = neededCapability(template);
  if (capability === undefined) return {};
  const CapabilitiesReason = "The template contains IAM resources.";
  return { Capabilities: [capability], CapabilitiesReason };
}
