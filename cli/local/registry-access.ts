import type { RegistryAccessOptions } from "../../adapters/registry/registry-options.ts";
import { isLoopbackRegistry, LOOPBACK_HOSTS } from "../loopback-registry.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How a registry is reached: over plain HTTP on this machine, and where SCOUT_INSECURE_REGISTRIES
 * names it; SCOUT_ALLOWED_HOSTS names private hosts that it may lead to, for its blobs or tokens.
 */
export function registryAccess(
  registry: string,
  environment: Environment,
): Pick<RegistryAccessOptions, "plainHttp" | "allowedPrivateHosts"> {
  const own = isLoopbackRegistry(registry);
  const allowed = [
    // A registry of this machine may keep its blobs at another port of it.
    ...(own ? LOOPBACK_HOSTS : []),
    ...listIn(environment["SCOUT_ALLOWED_HOSTS"]),
  ];
  const plainHttp = own || listIn(environment["SCOUT_INSECURE_REGISTRIES"]).includes(registry);
  return { plainHttp, allowedPrivateHosts: allowed };
}

function listIn(text: string | undefined): string[] {
  return (text ?? "").split(/[\s,]+/).filter((word) => word !== "");
}
