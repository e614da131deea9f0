/** This machine at any port, as the registry client names allowed hosts. */
export const LOOPBACK_HOSTS = ["127.0.0.1:*", "localhost:*", "[::1]:*"] as const;

/** Whether a registry is on this machine: spoken to over plain HTTP, as docker does. */
export function isLoopbackRegistry(registry: string): boolean {
  const host = registry.replace(/:\d+$/, "");
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
