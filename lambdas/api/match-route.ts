import { PermanentError } from "../../core/errors.ts";
import { RefusalError } from "../runtime/http-problem.ts";
import type { Route } from "./route.ts";

/** A route with the segments of the path that its template names. */
export interface MatchedRoute {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * The route of a request.
 * @throws {PermanentError} `route-not-found`, or `method-not-allowed` with the methods that are.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): MatchedRoute {
  const segments = path.split("/");
  const matches = routes.flatMap((route) => {
    const named = matchTemplate(route.path.split("/"), segments);
    return named ? [{ route, path: named }] : [];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match) return match;
  if (matches.length === 0) {
    throw new PermanentError(
      "route-not-found",
      "There is nothing at this address. GET /v1/openapi.json describes what there is.",
    );
  }
  const allowed = [...new Set(matches.map(({ route }) => route.method))].sort().join(", ");
  throw new RefusalError(
    "method-not-allowed",
    `This address does not answer to ${method}, only to ${allowed}.`,
    { headers: { allow: allowed } },
  );
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (template.length !== segments.length) return undefined;
  const named: [string, string][] = [];
  for (const [index, part] of template.entries()) {
    const given = segments[index] ?? "";
    if (part.startsWith("{")) {
      const value = decode(given);
      if (value === undefined || value === "") return undefined;
      named.push([part.slice(1, -1), value]);
    } else if (part !== given) {
      return undefined;
    }
  }
  return Object.fromEntries(named);
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
