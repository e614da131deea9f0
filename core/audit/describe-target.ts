import { isSecretName } from "../images/redact.ts";
import { describeText } from "./describe-request.ts";

/**
 * On what something was done: identifiers by their names, from the address, and from the answer
 * for what was only made by it. The token in an invitation's address is none.
 *
 * @param path Segments of the path by their names in its template.
 * @param answer Of the request.
 */
export function describeTarget(
  path: Readonly<Record<string, string>>,
  answer: unknown,
): Record<string, string> {
  const made = Object.entries(Object(answer) as object).filter(
    ([name, value]) => isOfTarget(name) && typeof value === "string",
  ) as [string, string][];
  const named = Object.entries(path).filter(
    ([name]) => name !== "organization" && (isIdentifier(name) || !isSecretName(name)),
  );
  return Object.fromEntries(
    [...made, ...named].map(([name, value]) => [
      name,
      // Identifiers are ours and random: they would look like secrets.
      isIdentifier(name) ? value : describeText(value),
    ]),
  );
}

/** A repository is known by its name and registry alone. */
function isOfTarget(name: string): boolean {
  return isIdentifier(name) || name === "name" || name === "registry";
}

function isIdentifier(name: string): boolean {
  return /^[a-z][A-Za-z]*Id$/.test(name);
}
