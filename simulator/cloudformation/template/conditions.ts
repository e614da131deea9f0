import { evaluate } from "./evaluate.ts";
import type { Scope } from "./evaluate.ts";
import type { Template } from "./parse-template.ts";
import { validationError } from "./validation-error.ts";

/**
 * Conditions by name, evaluated when asked for; resources do not exist yet for them.
 * @throws AwsError ValidationError for one that is unknown, refers to itself, or is no truth value
 */
export function conditionsOf(
  template: Template,
  scope: Pick<Scope, "parameters" | "pseudoParameters" | "mappings">,
): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const open = new Set<string>();
  const condition = (name: string): boolean => {
    const value = known.get(name);
    if (value !== undefined) return value;
    const definition = Object.hasOwn(template.conditions, name)
      ? template.conditions[name]
      : undefined;
    if (definition === undefined) {
      throw validationError(`Template format error: Unresolved condition [${name}]`);
    }
    if (open.has(name)) {
      throw validationError(`Template format error: Circular condition dependency [${name}]`);
    }
    open.add(name);
    const result = evaluate(definition, { ...scope, condition, resource: () => undefined });
    open.delete(name);
    if (typeof result !== "boolean") {
      throw validationError(`Template error: condition ${name} is neither true nor false`);
    }
    known.set(name, result);
    return result;
  };
  return condition;
}
