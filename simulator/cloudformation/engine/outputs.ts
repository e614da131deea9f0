import { evaluate } from "../template/evaluate.ts";
import type { Scope } from "../template/evaluate.ts";
import type { Template } from "../template/parse-template.ts";
import { reasonOf } from "./resource-step.ts";
import type { StackOutput } from "./stack.ts";

/** The outputs, or why they can't be evaluated. */
export function evaluateOutputs(template: Template, scope: Scope): readonly StackOutput[] | string {
  try {
    return Object.entries(template.outputs)
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
      .map(([OutputKey, definition]) => {
        const exported =
          definition.Export === undefined ? undefined : evaluate(definition.Export.Name, scope);
        return {
          OutputKey,
          OutputValue: toText(evaluate(definition.Value, scope)),
          ...(definition.Description === undefined ? {} : { Description: definition.Description }),
          ...(exported === undefined ? {} : { ExportName: toText(exported) }),
        };
      });
  } catch (error) {
    return reasonOf(error);
  }
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
