import { BlockList, isIP } from "node:net";
import { InvalidPatternError } from "./invalid-pattern-error.ts";
import { compileWildcard } from "./wildcard.ts";

/** A value of an event that is no object and no array. */
export type Leaf = string | number | boolean | null;

/** Whether one value fits; `undefined`: the event has no such field. */
export type Comparison = (value: Leaf | undefined) => boolean;

/**
 * Compiles one entry of a pattern's list: a value to equal, or an operator.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws InvalidPatternError
 */
export function compileComparison(entry: unknown): Comparison {
  if (isLeaf(entry)) return (value) => value === entry;
  const [operator, operand] = single(entry, "Match expression");
  switch (operator) {
    case "prefix":
      return affix(operand, operator, (text, part) => text.startsWith(part));
    case "suffix":
      return affix(operand, operator, (text, part) => text.endsWith(part));
    case "equals-ignore-case":
      return ignoringCase(operand);
    case "wildcard":
      return onStrings(compileWildcard(text(operand, operator)));
    case "anything-but":
      return anythingBut(operand);
    case "numeric":
      return numeric(operand);
    case "exists":
      if (typeof operand !== "boolean") {
        throw new InvalidPatternError("exists match pattern must be either true or false.");
      }
      return (value) => (value !== undefined) === operand;
    case "cidr":
      return cidr(text(operand, operator));
    default:
      throw new InvalidPatternError(`Unrecognized match type ${operator}`);
  }
}

function anythingBut(operand: unknown): Comparison {
  const excluded = exclusions(operand);
  return (value) => value !== undefined && !excluded.some((matches) => matches(value));
}

function exclusions(operand: unknown): readonly Comparison[] {
  if (isLeaf(operand) && operand !== null && typeof operand !== "boolean") {
    return [(value) => value === operand];
  }
  if (Array.isArray(operand) && operand.length > 0) {
    return operand.map((entry: unknown) => {
      if (typeof entry === "string" || typeof entry === "number") return compileComparison(entry);
      throw new InvalidPatternError(
        "Inside anything but list, only strings and numbers can be used",
      );
    });
  }
  const [operator, inner] = single(operand, "anything-but");
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator)) {
    throw new InvalidPatternError(`Unsupported anything-but pattern: ${operator}`);
  }
  const parts: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (parts.length === 0) throw new InvalidPatternError(`Empty list in anything-but ${operator}`);
  return parts.map((part) => compileComparison({ [operator]: part }));
}

function numeric(operand: unknown): Comparison {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw new InvalidPatternError("Value of numeric must be an array of operators and numbers.");
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    tests.push(numericTest(operand[index], operand[index + 1]));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function numericTest(operator: unknown, bound: unknown): (value: number) => boolean {
  if (typeof bound !== "number") {
    throw new InvalidPatternError("Value of a numeric comparison must be a number");
  }
  switch (operator) {
    case "=":
      return (value) => value === bound;
    case "<":
      return (value) => value < bound;
    case "<=":
      return (value) => value <= bound;
    case ">":
      return (value) => value > bound;
    case ">=":
      return (value) => value >= bound;
    default:
      throw new InvalidPatternError(`Unrecognized numeric range operator: ${String(operator)}`);
  }
}

function cidr(range: string): Comparison {
  const [address = "", bits = ""] = range.split("/");
  const version = isIP(address);
  const width = version === 6 ? 128 : 32;
  if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > width) {
    throw new InvalidPatternError("Malformed CIDR, one '/' required");
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), version === 6 ? "ipv6" : "ipv4");
  return onStrings((text) => {
    const kind = isIP(text);
    return kind !== 0 && block.check(text, kind === 6 ? "ipv6" : "ipv4");
  });
}

function affix(
  operand: unknown,
  operator: string,
  fits: (text: string, part: string) => boolean,
): Comparison {
  if (typeof operand === "string") return onStrings((value) => fits(value, operand));
  const [modifier, inner] = single(operand, operator);
  if (modifier !== "equals-ignore-case") {
    throw new InvalidPatternError(`Unsupported ${operator} pattern: ${modifier}`);
  }
  const part = text(inner, operator).toLowerCase();
  return onStrings((value) => fits(value.toLowerCase(), part));
}

function ignoringCase(operand: unknown): Comparison {
  const wanted = text(operand, "equals-ignore-case").toLowerCase();
  return onStrings((value) => value.toLowerCase() === wanted);
}

function onStrings(test: (text: string) => boolean): Comparison {
  return (value) => typeof value === "string" && test(value);
}

function text(operand: unknown, operator: string): string {
  if (typeof operand === "string" && operand !== "") return operand;
  throw new InvalidPatternError(`${operator} match pattern must be a string`);
}

function single(entry: unknown, what: string): readonly [string, unknown] {
  const members =
    typeof entry === "object" && entry !== null && !Array.isArray(entry)
      ? Object.entries(entry as Record<string, unknown>)
      : [];
  const [member] = members;
  if (member !== undefined && members.length === 1) return member;
  throw new InvalidPatternError(`${what} must be an object with exactly one member`);
}

/** Whether a JSON value is neither object nor array. */
export function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
