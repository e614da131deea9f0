/** What a pattern says of an event; `unknown`: it has an operator that is not understood here. */
export type PatternVerdict = "matches" | "differs" | "unknown";

/**
 * Whether a rule's pattern matches an event, by the operators that people narrow ECR's events
 * with. It is for telling whether a rule still does its work, not for routing events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @param pattern JSON text.
 */
export function matchesPattern(pattern: string, event: object): PatternVerdict {
  let json: unknown;
  try {
    json = JSON.parse(pattern);
  } catch {
    return "unknown";
  }
  return isObject(json) ? matchFields(json, event) : "unknown";
}

function matchFields(pattern: object, event: unknown): PatternVerdict {
  const verdicts = Object.entries(pattern).map(([name, wanted]: [string, unknown]) =>
    matchField(name, wanted, event),
  );
  return allOf(verdicts);
}

function matchField(name: string, wanted: unknown, event: unknown): PatternVerdict {
  if (name === "$or") {
    if (!Array.isArray(wanted)) return "unknown";
    return anyOf(wanted.map((one) => (isObject(one) ? matchFields(one, event) : "unknown")));
  }
  const value: unknown = isObject(event) ? Reflect.get(event, name) : undefined;
  if (Array.isArray(wanted)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return anyOf(wanted.flatMap((one) => values.map((each) => matchValue(one, each))));
  }
  return isObject(wanted) ? matchFields(wanted, value) : "unknown";
}

function matchValue(wanted: unknown, value: unknown): PatternVerdict {
  if (!isObject(wanted)) return verdictOf(wanted === value);
  const [[operator, operand] = [], ...more] = Object.entries(wanted) as [string, unknown][];
  if (operator === undefined || more.length > 0) return "unknown";
  return matchOperator(operator, operand, value);
}

function matchOperator(operator: string, operand: unknown, value: unknown): PatternVerdict {
  if (operator === "exists") return verdictOf((value !== undefined) === operand);
  if (operator === "anything-but") return matchAnythingBut(operand, value);
  if (typeof operand !== "string") return "unknown";
  const text = typeof value === "string" ? value : undefined;
  if (operator === "prefix") return verdictOf(text?.startsWith(operand) ?? false);
  if (operator === "suffix") return verdictOf(text?.endsWith(operand) ?? false);
  if (operator === "wildcard") return verdictOf(text !== undefined && fits(operand, text));
  if (operator === "equals-ignore-case") {
    return verdictOf(text?.toLowerCase() === operand.toLowerCase());
  }
  return "unknown";
}

function matchAnythingBut(operand: unknown, value: unknown): PatternVerdict {
  if (value === undefined) return "differs";
  if (isObject(operand) && !Array.isArray(operand)) {
    const verdict = matchValue(operand, value);
    if (verdict === "unknown") return verdict;
    return verdictOf(verdict === "differs");
  }
  const refused: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return verdictOf(!refused.includes(value));
}

/** Whether `*` in a wildcard can stand for something that makes it the text; without backtracking. */
function fits(wildcard: string, text: string): boolean {
  const [first = "", ...rest] = wildcard.split("*");
  if (!text.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return text === first;
  let position = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}

function allOf(verdicts: readonly PatternVerdict[]): PatternVerdict {
  if (verdicts.includes("differs")) return "differs";
  return verdicts.includes("unknown") ? "unknown" : "matches";
}

function anyOf(verdicts: readonly PatternVerdict[]): PatternVerdict {
  if (verdicts.includes("matches")) return "matches";
  return verdicts.includes("unknown") ? "unknown" : "differs";
}

function verdictOf(matches: boolean): PatternVerdict {
  return matches ? "matches" : "differs";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
