import * as z from "zod";
import type { Operation } from "../../service.ts";
import type { Stack } from "../engine/stack.ts";
import { stackJournal } from "../engine/stack-journal.ts";
import { stackScope } from "../engine/stack-scope.ts";
import { checkTemplate } from "../template/check-template.ts";
import { dependenciesOf } from "../template/dependencies.ts";
import { loadTemplate } from "../template/load-template.ts";
import { resolveParameters } from "../template/parameters.ts";
import { parseTemplate } from "../template/parse-template.ts";
import { validationError } from "../template/validation-error.ts";
import { list, requireStack, stackOperation } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

const parameter = z.strictObject({
  ParameterKey: z.string(),
  ParameterValue: z.string().optional(),
  UsePreviousValue: z.enum(["true", "false"]).optional(),
});
const shape = {
  StackName: z.string(),
  TemplateBody: z.string().optional(),
  TemplateURL: z.string().optional(),
  UsePreviousTemplate: z.enum(["true", "false"]).optional(),
  Parameters: list(parameter),
  Capabilities: list(z.string()),
  ClientRequestToken: z.string().max(128).optional(),
};
const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/;

/**
 * UpdateStack: checks like CreateStack, then changes what differs after the answer.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export function updateStack(context: CloudFormationContext): Operation {
  return stackOperation(context, "UpdateStack", shape, async ({ input, caller }) => {
    const templateBody =
      input.UsePreviousTemplate === "true"
        ? undefined
        : await loadTemplate(context.readObject, caller, input);
    const stack = requireStack(context, caller, input.StackName);
    if (!UPDATABLE.test(stack.status)) {
      throw validationError(
        `Stack:${stack.id} is in ${stack.status} state and can not be updated.`,
      );
    }
    const target = {
      templateBody: templateBody ?? stack.templateBody,
      capabilities: input.Capabilities ?? [],
      parameters: {},
    };
    const template = parseTemplate(target.templateBody);
    const given = givenParameters(stack, input.Parameters ?? []);
    target.parameters = resolveParameters(template, given);
    checkTemplate(template, context.providers, target.capabilities);
    const isSame =
      target.templateBody === stack.templateBody &&
      JSON.stringify(target.parameters) === JSON.stringify(stack.parameters);
    if (isSame) throw validationError("No updates are to be performed.");

    const { condition } = stackScope(template, { ...stack, ...target }, () => stack);
    dependenciesOf(template, (logicalId) => {
      const name = template.resources[logicalId]?.condition;
      return name === undefined || condition(name);
    });
    const { templateBody: before, parameters } = stack;
    stackJournal(context.stacks, context.now).stackChanged(
      stack.id,
      "UPDATE_IN_PROGRESS",
      "User Initiated",
      {
        ...target,
        caller,
        previous: { templateBody: before, parameters },
        updatedAt: context.now().getTime(),
      },
    );
    context.runner.run(stack.id);
    return { StackId: stack.id };
  });
}

function givenParameters(
  stack: Stack,
  parameters: readonly z.infer<typeof parameter>[],
): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ ParameterKey, ParameterValue, UsePreviousValue }) => {
      const value = UsePreviousValue === "true" ? stack.parameters[ParameterKey] : ParameterValue;
      if (value !== undefined) return [ParameterKey, value];
      throw validationError(`Parameters: [${ParameterKey}] must have values`);
    }),
  );
}
