/**
 * Whether a request's Host header names this machine, or AWS (whose names local mode maps to it).
 * Anything else is a web page that got its own name to resolve to 127.0.0.1 (DNS rebinding).
 */
export function isAllowedHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/u, "").toLowerCase();
  return (
    name === "127.0.0.1" ||
    name === "localhost" ||
    /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|on\.aws)$/u.test(name)
  );
}
