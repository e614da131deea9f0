import { isCustomType } from "../custom-resources/custom-resource-provider.ts";
import { conditionsOf } from "../template/conditions.ts";
import type { Scope } from "../template/evaluate.ts";
import { parameterValues } from "../template/parameters.ts";
import type { Template } from "../template/parse-template.ts";
import { validationError } from "../template/validation-error.ts";
import { isComplete } from "./stack.ts";
import type { Stack } from "./stack.ts";

/** Which values a stack's functions see: `current` reads the stack as it is at that moment. */
export function stackScope(template: Template, stack: Stack, current: () => Stack): Scope {
  const { accountId, region } = stack.caller;
  const base = {
    parameters: parameterValues(template, stack.parameters),
    pseudoParameters: {
      "AWS::AccountId": accountId,
      "AWS::Partition": "aws",
      "AWS::Region": region,
      "AWS::StackId": stack.id,
      "AWS::StackName": stack.name,
      "AWS::URLSuffix": "amazonaws.com",
    },
    mappings: template.mappings,
  };
  return {
    ...base,
    condition: conditionsOf(template, base),
    resource: ({ name, attribute }) => {
      const { resources } = current();
      const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
      if (resource === undefined || !isComplete(resource)) return undefined;
      if (attribute === undefined) return resource.physicalId;
      const value = resource.attributes[attribute];
      if (value === undefined && isCustomType(resource.type)) {
        throw validationError(
          `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ${stack.id}|${name}`,
        );
      }
      return value;
    },
  };
}
