import { collectReferences } from "./references.ts";
import type { Template } from "./parse-template.ts";
import { validationError } from "./validation-error.ts";

/** For each resource the resources that it needs first. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/**
 * Dependencies by Ref, Fn::GetAtt, Fn::Sub and DependsOn, of the resources that `included` keeps.
 * @throws AwsError ValidationError for a cycle
 */
export function dependenciesOf(
  template: Template,
  included: (logicalId: string) => boolean,
): Dependencies {
  const dependencies = Object.fromEntries(
    Object.entries(template.resources)
      .filter(([logicalId]) => included(logicalId))
      .map(([logicalId, { properties, dependsOn }]) => {
        const named = [...collectReferences(properties).map(({ name }) => name), ...dependsOn];
        const needed = named.filter((name) => Object.hasOwn(template.resources, name));
        return [logicalId, [...new Set(needed)].filter(included)];
      }),
  );
  refuseCycles(dependencies);
  return dependencies;
}

function refuseCycles(dependencies: Dependencies): void {
  const remaining = new Map(Object.entries(dependencies));
  for (;;) {
    const free = [...remaining]
      .filter(([, needed]) => needed.every((name) => !remaining.has(name)))
      .map(([logicalId]) => logicalId);
    if (free.length === 0) break;
    for (const logicalId of free) remaining.delete(logicalId);
  }
  if (remaining.size === 0) return;
  throw validationError(
    `Circular dependency between resources: [${[...remaining.keys()].join(", ")}]`,
  );
}
