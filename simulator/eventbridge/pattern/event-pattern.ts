import { compileComparison, isLeaf } from "./comparison.ts";
import type { Comparison, Leaf } from "./comparison.ts";
import { InvalidPatternError } from "./invalid-pattern-error.ts";

/** Whether an event matches. */
export type EventMatcher = (event: unknown) => boolean;

/** EventBridge's quota for a pattern, characters. */
const MAXIMUM_LENGTH = 2048;

/**
 * Compiles an event pattern (JSON).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html
 * @throws InvalidPatternError
 */
export function compileEventPattern(json: string): EventMatcher {
  if (json.length > MAXIMUM_LENGTH) {
    throw new InvalidPatternError(`The pattern is longer than ${MAXIMUM_LENGTH} characters`);
  }
  let pattern: unknown;
  try {
    pattern = JSON.parse(json);
  } catch (cause) {
    throw new InvalidPatternError("Filter is not valid JSON", { cause });
  }
  if (!isObject(pattern)) throw new InvalidPatternError("Filter is not an object");
  return compileObject(pattern);
}

/** All fields must match. A list of objects matches by any one of them. */
function compileObject(pattern: Readonly<Record<string, unknown>>): EventMatcher {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPatternError("Empty objects are not allowed");
  const fields = entries.map(([name, value]) => compileField(name, value));
  const matches = (object: Readonly<Record<string, unknown>>): boolean =>
    fields.every((field) => field(object));
  return (value) => {
    if (Array.isArray(value)) return value.filter(isObject).some(matches);
    // Fields of a missing object are missing, which `exists: false` may ask for.
    return matches(isObject(value) ? value : {});
  };
}

type Field = (object: Readonly<Record<string, unknown>>) => boolean;

function compileField(name: string, value: unknown): Field {
  if (name === "$or") {
    const alternatives = compileAlternatives(value);
    return (object) => alternatives.some((matches) => matches(object));
  }
  if (Array.isArray(value)) {
    const fits = compileList(name, value);
    return (object) => fits(own(object, name));
  }
  if (!isObject(value)) throw new InvalidPatternError(`"${name}" must be an object or an array`);
  const matches = compileObject(value);
  return (object) => matches(own(object, name));
}

function compileAlternatives(value: unknown): readonly EventMatcher[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw new InvalidPatternError('"$or" must be an array of at least two objects');
  }
  return value.map(compileObject);
}

/** Any entry may fit, and of an event's list any value. Objects are no values. */
function compileList(name: string, entries: readonly unknown[]): EventMatcher {
  if (entries.length === 0) {
    throw new InvalidPatternError(`Empty arrays are not allowed ("${name}")`);
  }
  const comparisons: readonly Comparison[] = entries.map(compileComparison);
  return (value) => {
    const values: readonly (Leaf | undefined)[] = leaves(value);
    const candidates = values.length === 0 ? [undefined] : values;
    return candidates.some((candidate) => comparisons.some((fits) => fits(candidate)));
  };
}

function leaves(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isLeaf(value) ? [value] : [];
}

function own(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
