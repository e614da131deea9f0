import { conditionsOf } from "../template/conditions.ts";
import type { Scope } from "../template/evaluate.ts";
import { parameterValues } from "../template/parameters.ts";
import type { Template } from "../template/parse-template.ts";
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
      return attribute === undefined ? resource.physicalId : resource.attributes[attribute];
    },
  };
}
