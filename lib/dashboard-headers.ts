/**
 * What the dashboard's pages may do: run scripts and styles of their origin alone, none inline, and
 * talk to nobody but that origin and the identity provider. Local mode serves the same pages with
 * the same headers; a test compares the two.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 *
 * @param connections Origins that sign-in asks for tokens.
 */
export function contentSecurityPolicy(connections: readonly string[]): string {
  return [
    "default-src 'self'",
    "img-src 'self' data: https:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...(connections.length === 0 ? [] : [`connect-src ${["'self'", ...connections].join(" ")}`]),
  ].join("; ");
}

/** Headers of every page that CloudFront has no field of its own for. */
export const OTHER_PAGE_HEADERS: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};
