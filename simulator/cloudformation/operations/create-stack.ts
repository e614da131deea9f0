import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../../service.ts";
import type { Caller, Operation } from "../../service.ts";
import type { Stack } from "../engine/stack.ts";
import { stackJournal } from "../engine/stack-journal.ts";
import { stackScope } from "../engine/stack-scope.ts";
import { checkTemplate } from "../template/check-template.ts";
import { dependenciesOf } from "../template/dependencies.ts";
import { loadTemplate } from "../template/load-template.ts";
import { resolveParameters } from "../template/parameters.ts";
import { parseTemplate } from "../template/parse-template.ts";
import { validationError } from "../template/validation-error.ts";
import { findStack, list, stackOperation } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

const shape = {
  StackName: z.string().regex(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/, "is not a valid stack name"),
  TemplateBody: z.string().optional(),
  TemplateURL: z.string().optional(),
  Parameters: list(z.strictObject({ ParameterKey: z.string(), ParameterValue: z.string() })),
  Capabilities: list(z.string()),
  Tags: list(z.strictObject({ Key: z.string(), Value: z.string() })),
  OnFailure: z.enum(["ROLLBACK", "DELETE", "DO_NOTHING"]).optional(),
  DisableRollback: z.enum(["true", "false"]).optional(),
  ClientRequestToken: z.string().max(128).optional(),
};

/**
 * CreateStack: everything that can be known beforehand is checked beforehand; resources are
 * created after the answer.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function createStack(context: CloudFormationContext): Operation {
  return stackOperation(context, "CreateStack", shape, async ({ input, caller }) => {
    const { StackName, OnFailure, DisableRollback, ClientRequestToken } = input;
    if (OnFailure !== undefined && DisableRollback !== undefined) {
      throw validationError("You can specify either DisableRollback or OnFailure, but not both.");
    }
    const templateBody = await loadTemplate(context.readObject, caller, input);
    const template = parseTemplate(templateBody);
    const capabilities = input.Capabilities ?? [];
    const given = (input.Parameters ?? []).map(
      ({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue] as const,
    );
    const parameters = resolveParameters(template, Object.fromEntries(given));
    checkTemplate(template, context.providers, capabilities);

    const existing = findStack(context, caller, StackName);
    if (existing !== undefined) {
      if (ClientRequestToken !== undefined && existing.clientRequestToken === ClientRequestToken) {
        return { StackId: existing.id };
      }
      throw new AwsError("AlreadyExistsException", `Stack [${StackName}] already exists`);
    }
    const stack: Stack = {
      id: stackId(caller, StackName),
      name: StackName,
      caller,
      templateBody,
      parameters,
      previous: undefined,
      capabilities,
      tags: input.Tags ?? [],
      onFailure: DisableRollback === "true" ? "DO_NOTHING" : (OnFailure ?? "ROLLBACK"),
      clientRequestToken: ClientRequestToken,
      status: "CREATE_IN_PROGRESS",
      reason: "User Initiated",
      createdAt: context.now().getTime(),
      updatedAt: undefined,
      deletedAt: undefined,
      resources: {},
      outputs: [],
      events: [],
    };
    const { condition } = stackScope(template, stack, () => stack);
    dependenciesOf(template, (logicalId) => {
      const name = template.resources[logicalId]?.condition;
      return name === undefined || condition(name);
    });
    context.stacks.put(stack.id, stack);
    stackJournal(context.stacks, context.now).stackChanged(
      stack.id,
      "CREATE_IN_PROGRESS",
      "User Initiated",
    );
    context.runner.run(stack.id);
    return { StackId: stack.id };
  });
}

function stackId({ region, accountId }: Caller, name: string): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`;
}
