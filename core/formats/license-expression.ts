import { fixupSpdxId, isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";

/** A licence as SPDX writes it: one identifier of its list, or several put together. */
export interface SpdxLicense {
  readonly kind: "id" | "expression";
  readonly text: string;
}

/** Packages declare far shorter ones. */
const MAX_LENGTH = 1000;
const TOKEN = /\s*([()]|[A-Za-z0-9.-]+\+?)/y;

/** Exceptions of SPDX's list whose names don't end as the others', and a licence whose name does. */
const OTHER_EXCEPTIONS = new Set([
  "GPL-CC-1.0",
  "Google-Patent-WebM",
  "Linux-syscall-note",
  "LLGPL",
  "SHL-2.0",
  "SHL-2.1",
]);
const NO_EXCEPTION = "MPL-2.0-no-copyleft-exception";

/**
 * Reads a declared licence as an SPDX licence expression (SPDX 2.3, annex D): identifiers in
 * either case, which become those of the list; `+`, WITH, AND, OR in capitals, parentheses.
 * Undefined: it is none. References (`LicenseRef-…`) are none either, for what they refer to
 * is in a document that we don't have.
 */
export function parseSpdxLicense(text: string): SpdxLicense | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const rest = [...tokens].reverse();
  const parsed = parseAny(rest);
  if (parsed === undefined || rest.length > 0) return undefined;
  return { kind: tokens.length === 1 && licenseId(parsed) ? "id" : "expression", text: parsed };
}

function tokensOf(text: string): string[] | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  const tokens: string[] = [];
  let end = 0;
  while (end < trimmed.length) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(trimmed)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
    end = TOKEN.lastIndex;
  }
  return tokens;
}

/** @param rest The tokens, the next one last; what is read is taken away. */
function parseAny(rest: string[]): string | undefined {
  return parseChain(rest, "OR", (part) => parseChain(part, "AND", parseOne));
}

function parseChain(
  rest: string[],
  operator: "AND" | "OR",
  parsePart: (rest: string[]) => string | undefined,
): string | undefined {
  const parts: string[] = [];
  do {
    const part = parsePart(rest);
    if (part === undefined) return undefined;
    parts.push(part);
  } while (rest.at(-1) === operator && rest.pop() !== undefined);
  return parts.join(` ${operator} `);
}

function parseOne(rest: string[]): string | undefined {
  const token = rest.pop();
  if (token === "(") {
    const inner = parseAny(rest);
    return inner !== undefined && rest.pop() === ")" ? `(${inner})` : undefined;
  }
  const license = licenseId(token) ?? laterVersions(token);
  if (license === undefined || rest.at(-1) !== "WITH") return license;
  rest.pop();
  const exception = listed(rest.pop());
  return exception !== undefined && isException(exception)
    ? `${license} WITH ${exception}`
    : undefined;
}

/** As the list writes it. */
function licenseId(text: string | undefined): string | undefined {
  const id = listed(text);
  return id === undefined || isException(id) ? undefined : id;
}

/** The library looks identifiers up in an object, whose own `constructor` is no licence. */
function listed(text: string | undefined): string | undefined {
  const id = fixupSpdxId(text);
  return isSupportedSpdxId(id) ? id : undefined;
}

/** `Apache-2.0+`: this version or any later one. */
function laterVersions(token: string | undefined): string | undefined {
  if (token?.endsWith("+") !== true) return undefined;
  const id = licenseId(token.slice(0, -1));
  return id === undefined ? undefined : `${id}+`;
}

/** The library's list holds both, and doesn't tell which is which. */
function isException(id: string): boolean {
  if (OTHER_EXCEPTIONS.has(id)) return true;
  return id.includes("-exception") && !id.includes("-with-") && id !== NO_EXCEPTION;
}
