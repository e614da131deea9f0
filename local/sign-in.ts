import type { IncomingMessage, ServerResponse } from "node:http";
import type { LocalCredentials } from "./credentials.ts";
import { writeProblem } from "./gateway-event.ts";

/** Where the dashboard reads how people sign in. */
export const SIGN_IN_PATH = "/sign-in.json";

/**
 * Hands the members with their tokens to the dashboard of this origin, and to no other site
 * that the same browser has open.
 *
 * @param credentials Undefined while local mode is starting.
 */
export function serveSignIn(
  request: IncomingMessage,
  response: ServerResponse,
  credentials: LocalCredentials | undefined,
): void {
  response.setHeader("cache-control", "no-store");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("x-content-type-options", "nosniff");
  if (!isSameOrigin(request)) {
    writeProblem(response, 403, "Only the dashboard of this address may read this.");
    return;
  }
  if (credentials === undefined) {
    response.setHeader("retry-after", "1");
    writeProblem(response, 503, "Local mode is still starting. Try again in a moment.");
    return;
  }
  const members = Object.entries(credentials).map(([name, { token }]) => ({
    name,
    role: name,
    token,
  }));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ kind: "members", members }));
}

/**
 * Whether a page of this origin asks. A browser says so in Sec-Fetch-Site, and names the asking
 * origin where it is another one; who is no browser sends neither.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host ?? ""}`;
}
