import { intrinsicCall, isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import type { ParameterValues } from "./parameters.ts";
import { ofGetAtt, ofVariable } from "./references.ts";
import type { Reference } from "./references.ts";
import { splitSubstitution } from "./substitution.ts";
import { validationError } from "./validation-error.ts";

/** What functions may refer to. */
export interface Scope {
  readonly parameters: ParameterValues;
  /** `AWS::Region` and the like. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly condition: (name: string) => boolean;
  /** Ref of a resource that exists, or its attribute; undefined: not there (yet). */
  readonly resource: (reference: Reference) => Json | undefined;
}

/** Ref of AWS::NoValue: the property is left out. */
const NO_VALUE = Symbol("AWS::NoValue");
type Result = Json | typeof NO_VALUE;

/**
 * Evaluates intrinsic functions, from the inside to the outside.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * @returns undefined for a value that is AWS::NoValue as a whole
 * @throws AwsError ValidationError
 */
export function evaluate(value: Json, scope: Scope): Json | undefined {
  const result = resolve(value, scope);
  return result === NO_VALUE ? undefined : result;
}

function resolve(value: Json, scope: Scope): Result {
  if (Array.isArray(value)) return resolveList(value, scope);
  const call = intrinsicCall(value);
  if (call !== undefined && (call[0] !== "Condition" || typeof call[1] === "string")) {
    return apply(call[0], call[1], scope);
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, resolve(member, scope)]);
  return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE)) as JsonObject;
}

function resolveList(list: readonly Json[], scope: Scope): readonly Json[] {
  return list.map((item) => resolve(item, scope)).filter((item): item is Json => item !== NO_VALUE);
}

function apply(name: string, argument: Json, scope: Scope): Result {
  switch (name) {
    case "Ref":
      return argument === "AWS::NoValue" ? NO_VALUE : lookUp({ name: text(argument, name) }, scope);
    case "Fn::GetAtt":
      return lookUp(ofGetAtt(argument), scope);
    case "Condition":
      return scope.condition(text(argument, name));
    case "Fn::If": {
      const [condition, whenTrue, whenFalse] = raw(argument, name, 3);
      return resolve(scope.condition(text(condition, name)) ? whenTrue : whenFalse, scope);
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    default:
      return compute(name, resolve(argument, scope), scope);
  }
}

/** Functions whose arguments are evaluated first. */
function compute(name: string, argument: Result, scope: Scope): Json {
  if (argument === NO_VALUE) throw malformed(name);
  switch (name) {
    case "Fn::Base64":
      return Buffer.from(text(argument, name)).toString("base64");
    case "Fn::Equals": {
      const [left, right] = raw(argument, name, 2);
      return same(left, right);
    }
    case "Fn::And":
      return list(argument, name).every((item) => item === true);
    case "Fn::Or":
      return list(argument, name).some((item) => item === true);
    case "Fn::Not": {
      const [item] = raw(argument, name, 1);
      return item !== true;
    }
    case "Fn::Join": {
      const [delimiter, items] = raw(argument, name, 2);
      return list(items, name)
        .map((item) => text(item, name))
        .join(text(delimiter, name));
    }
    case "Fn::Split": {
      const [delimiter, source] = raw(argument, name, 2);
      return text(source, name).split(text(delimiter, name));
    }
    case "Fn::Select": {
      const [index, items] = raw(argument, name, 2);
      const selected = list(items, name)[Number(index)];
      if (selected === undefined) {
        throw validationError(
          `Template error: Fn::Select cannot select index ${text(index, name)}`,
        );
      }
      return selected;
    }
    case "Fn::FindInMap":
      return findInMap(argument, scope);
    default:
      throw malformed(name);
  }
}

function findInMap(argument: Json, scope: Scope): Json {
  const [mapName, first, second] = raw(argument, "Fn::FindInMap", 3).map((part) =>
    text(part, "Fn::FindInMap"),
  );
  const value = scope.mappings[mapName ?? ""]?.[first ?? ""]?.[second ?? ""];
  if (value !== undefined) return value;
  throw validationError(
    `Template error: Unable to get mapping for ${mapName ?? ""}::${first ?? ""}::${second ?? ""}`,
  );
}

function substitute(argument: Json, scope: Scope): Json {
  const [source, variables = {}] = Array.isArray(argument)
    ? (argument as readonly Json[])
    : [argument];
  const own = isJsonObject(variables) ? variables : {};
  return splitSubstitution(text(source, "Fn::Sub"))
    .map((part) => {
      if ("literal" in part) return part.literal;
      const given = Object.hasOwn(own, part.variable) ? own[part.variable] : undefined;
      const value =
        given === undefined ? lookUp(ofVariable(part.variable), scope) : resolve(given, scope);
      if (value === NO_VALUE) throw malformed("Fn::Sub");
      return text(value, "Fn::Sub");
    })
    .join("");
}

function lookUp(reference: Reference, scope: Scope): Json {
  const { name, attribute } = reference;
  if (attribute === undefined) {
    const simple = scope.parameters[name] ?? scope.pseudoParameters[name];
    if (simple !== undefined) return simple;
  }
  const value = scope.resource(reference);
  if (value !== undefined) return value;
  throw validationError(
    `Template error: unresolved reference to ${attribute === undefined ? name : `${name}.${attribute}`}`,
  );
}

function same(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === "object" || typeof right === "object") {
    return JSON.stringify(left) === JSON.stringify(right);
  }
  return String(left) === String(right);
}

/** Numbers and booleans count as their text, as in YAML templates they often are. */
function text(value: Json | undefined, name: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw malformed(name);
}

function list(value: Json | undefined, name: string): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  throw malformed(name);
}

function raw(value: Json, name: string, length: number): readonly [Json, Json, Json] {
  const items = list(value, name);
  if (items.length !== length) throw malformed(name);
  const [first = null, second = null, third = null] = items;
  return [first, second, third];
}

function malformed(name: string): Error {
  return validationError(`Template error: the arguments of ${name} are malformed`);
}
