import { intrinsicCall, isJsonObject } from "./json.ts";
import type { Json } from "./json.ts";
import { splitSubstitution } from "./substitution.ts";
import { validationError } from "./validation-error.ts";

/** Something that a part of a template refers to. */
export interface Reference {
  /** Logical ID, parameter or pseudo parameter. */
  readonly name: string;
  /** Of Fn::GetAtt and `${Name.Attribute}`. */
  readonly attribute?: string;
}

/** Functions that evaluate.ts knows. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  "Ref",
  "Condition",
  "Fn::And",
  "Fn::Base64",
  "Fn::Equals",
  "Fn::FindInMap",
  "Fn::GetAtt",
  "Fn::If",
  "Fn::Join",
  "Fn::Not",
  "Fn::Or",
  "Fn::Select",
  "Fn::Split",
  "Fn::Sub",
]);

/**
 * All references in a value. @throws AwsError ValidationError for a function that is not simulated */
export function collectReferences(value: Json): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => collectReferences(item));
  const call = intrinsicCall(value);
  if (call !== undefined) return ofCall(...call);
  return isJsonObject(value) ? Object.values(value).flatMap(collectReferences) : [];
}

function ofCall(name: string, argument: Json): readonly Reference[] {
  // Policies and patterns have keys named Condition, whose values are objects.
  if (name === "Condition" && typeof argument !== "string") return collectReferences(argument);
  if (!FUNCTIONS.has(name)) {
    throw validationError(
      `Template error: the simulated CloudFormation does not support the function ${name}`,
    );
  }
  if (name === "Condition") return [];
  if (name === "Ref") return [{ name: requireText(argument, "Ref") }];
  if (name === "Fn::GetAtt") return [ofGetAtt(argument)];
  if (name === "Fn::Sub") return ofSub(argument);
  return collectReferences(argument);
}

/** Fn::GetAtt's argument as a reference. @throws AwsError ValidationError */
export function ofGetAtt(argument: Json): { readonly name: string; readonly attribute: string } {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    if (dot > 0) return { name: argument.slice(0, dot), attribute: argument.slice(dot + 1) };
  }
  if (Array.isArray(argument) && argument.length === 2) {
    const [name, attribute] = argument as readonly Json[];
    if (typeof name === "string" && typeof attribute === "string") return { name, attribute };
  }
  throw validationError(
    "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
  );
}

function ofSub(argument: Json): readonly Reference[] {
  const [text, variables = {}] = Array.isArray(argument)
    ? (argument as readonly Json[])
    : [argument];
  const own = isJsonObject(variables) ? variables : {};
  const inText = splitSubstitution(requireText(text, "Fn::Sub")).flatMap((part) => {
    if (!("variable" in part) || Object.hasOwn(own, part.variable)) return [];
    return [ofVariable(part.variable)];
  });
  return [...inText, ...collectReferences(own)];
}

/** `Name` or `Name.Attribute` of a Fn::Sub text. */
export function ofVariable(variable: string): Reference {
  const dot = variable.indexOf(".");
  if (dot === -1) return { name: variable };
  return { name: variable.slice(0, dot), attribute: variable.slice(dot + 1) };
}

function requireText(value: Json | undefined, where: string): string {
  if (typeof value === "string") return value;
  throw validationError(`Template error: ${where} needs a text`);
}
