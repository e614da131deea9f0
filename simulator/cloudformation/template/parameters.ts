import type { ParameterDefinition, Template } from "./parse-template.ts";
import { validationError } from "./validation-error.ts";

/** Parameters' values as functions see them: lists for the list types. */
export type ParameterValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * The value of every parameter, given or default, checked by its constraints.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 * @throws AwsError ValidationError
 */
export function resolveParameters(
  template: Template,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(template.parameters, name));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  }
  const values = Object.entries(template.parameters).map(([name, definition]) => {
    const value = Object.hasOwn(given, name) ? given[name] : definition.Default;
    return [name, value, definition] as const;
  });
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.join(", ")}] must have values`);
  }
  return Object.fromEntries(
    values.map(([name, value = "", definition]) => {
      for (const item of items(definition, value)) check(name, item, definition);
      return [name, value];
    }),
  );
}

/** Splits the values of list types. */
export function parameterValues(
  template: Template,
  values: Readonly<Record<string, string>>,
): ParameterValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const definition = template.parameters[name];
      const isList = definition !== undefined && isListType(definition);
      return [name, isList ? items(definition, value) : value];
    }),
  );
}

/** Whether describing operations must hide the value. */
export function isHidden(definition: ParameterDefinition | undefined): boolean {
  return definition?.NoEcho === true || definition?.NoEcho === "true";
}

function isListType({ Type }: ParameterDefinition): boolean {
  return Type === "CommaDelimitedList" || Type === "List<Number>";
}

function items(definition: ParameterDefinition, value: string): readonly string[] {
  return isListType(definition) ? value.split(",").map((item) => item.trim()) : [value];
}

function check(name: string, value: string, definition: ParameterDefinition): void {
  const refuse = (constraint: string): never => {
    throw validationError(
      `Parameter ${name} failed to satisfy constraint: ${definition.ConstraintDescription ?? constraint}`,
    );
  };
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = definition;
  if (AllowedValues?.includes(value) === false) {
    throw validationError(
      definition.ConstraintDescription ??
        `Parameter '${name}' must be one of AllowedValues [${AllowedValues.join(", ")}]`,
    );
  }
  // The whole value must match, as Java's Matcher.matches has it.
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`, "u").test(value)) {
    refuse(`must match pattern ${AllowedPattern}`);
  }
  if (MinLength !== undefined && value.length < MinLength) {
    refuse(`must contain at least ${MinLength} characters`);
  }
  if (MaxLength !== undefined && value.length > MaxLength) {
    refuse(`must contain at most ${MaxLength} characters`);
  }
  if (definition.Type !== "Number" && definition.Type !== "List<Number>") return;
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) {
    throw validationError(`Parameter '${name}' must be a number`);
  }
  if (MinValue !== undefined && number < MinValue) refuse(`must be at least ${MinValue}`);
  if (MaxValue !== undefined && number > MaxValue) refuse(`must be at most ${MaxValue}`);
}
