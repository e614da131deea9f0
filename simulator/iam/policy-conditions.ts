import { matchesArn, matchesWildcard } from "./policy-wildcard.ts";

/** Condition keys of a request and their values; names are compared without case. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

type Comparison = (expected: string, actual: string) => boolean;

function numbers(compare: (left: number, right: number) => boolean): Comparison {
  return (expected, actual) => compare(Number(actual), Number(expected));
}

function dates(compare: (left: number, right: number) => boolean): Comparison {
  const time = (text: string) => (/^\d+$/u.test(text) ? Number(text) * 1000 : Date.parse(text));
  return (expected, actual) => compare(time(actual), time(expected));
}

const equals: Comparison = (expected, actual) => expected === actual;
const equalsIgnoreCase: Comparison = (expected, actual) =>
  expected.toLowerCase() === actual.toLowerCase();

/** Operators that are true when one expected value fits. */
const POSITIVE: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: matchesWildcard,
  // AWS treats the two alike: wildcards are allowed in both.
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: equalsIgnoreCase,
  NumericEquals: numbers((left, right) => left === right),
  NumericLessThan: numbers((left, right) => left < right),
  NumericLessThanEquals: numbers((left, right) => left <= right),
  NumericGreaterThan: numbers((left, right) => left > right),
  NumericGreaterThanEquals: numbers((left, right) => left >= right),
  DateLessThan: dates((left, right) => left < right),
  DateGreaterThan: dates((left, right) => left > right),
};

/** Operators that are true when no expected value fits. */
const NEGATIVE: Readonly<Record<string, Comparison>> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: equalsIgnoreCase,
  StringNotLike: matchesWildcard,
  ArnNotEquals: matchesArn,
  ArnNotLike: matchesArn,
};

/** An operator's name taken apart: `ForAllValues:StringLikeIfExists`. */
interface Operator {
  readonly quantifier: "all" | "any" | undefined;
  readonly comparison: Comparison;
  readonly negative: boolean;
  readonly ifExists: boolean;
}

function parseOperator(operator: string): Operator | undefined {
  const match = /^(?:For(All|Any)Values?:)?([A-Za-z]+?)(IfExists)?$/u.exec(operator);
  const [, quantifier, name = "", ifExists] = match ?? [];
  const comparison = POSITIVE[name] ?? NEGATIVE[name];
  if (comparison === undefined) return undefined;
  return {
    quantifier: quantifier === undefined ? undefined : QUANTIFIERS[quantifier],
    comparison,
    negative: POSITIVE[name] === undefined,
    ifExists: ifExists !== undefined,
  };
}

const QUANTIFIERS: Readonly<Record<string, "all" | "any">> = { All: "all", Any: "any" };

/** Whether the simulator does a condition operator, so that a policy with another is refused. */
export function isKnownOperator(operator: string): boolean {
  return operator === "Null" || parseOperator(operator) !== undefined;
}

function valuesOf(context: ConditionContext, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === wanted);
  return found === undefined ? undefined : [found[1]].flat();
}

function holds(
  name: string,
  key: string,
  expected: readonly string[],
  context: ConditionContext,
): boolean {
  const values = valuesOf(context, key);
  if (name === "Null") {
    return expected.some((value) => (value === "true") === (values === undefined));
  }
  const operator = parseOperator(name);
  if (operator === undefined) throw new Error(`Unknown condition operator ${name}`);
  const { quantifier, comparison, negative, ifExists } = operator;
  // A negative operator holds for an absent key, as AWS documents it.
  if (values === undefined) return ifExists || negative || quantifier === "all";
  const fits = (actual: string): boolean =>
    expected.some((value) => comparison(value, actual)) !== negative;
  const every = quantifier === "all" || (negative && quantifier === undefined);
  return every ? values.every(fits) : values.some(fits);
}

/**
 * Whether all conditions of a statement hold: all operators and keys, any of a key's values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * @param conditions Of a policy that was checked: every operator is known.
 */
export function conditionsHold(
  conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | undefined,
  context: ConditionContext,
): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, key, expected, context)),
  );
}
