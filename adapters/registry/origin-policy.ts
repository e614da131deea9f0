import { isIP } from "node:net";
import { PermanentError } from "../../core/errors.ts";
import { isPublicAddress } from "./public-address.ts";

/** Where requests of one registry may go. */
export interface OriginPolicy {
  /** Scheme, host and port of the registry, for example `https://ghcr.io`. */
  readonly registryOrigin: string;
  readonly plainHttp: boolean;
  /** `host:port` or `host:*`. */
  readonly allowedPrivateHosts: readonly string[];
}

/**
 * Checks an address that a registry names (a redirect, a token server) before it is
 * asked: https, or http where the registry itself is spoken to in http; no user info;
 * no literal address out of the public internet. Host names are checked when they
 * are resolved, by the guarded agent.
 * @param purpose What the address is, for the message, for example `a redirect`.
 * @throws PermanentError `refused-address`
 */
export function checkOrigin(url: URL, policy: OriginPolicy, purpose: string): void {
  const httpAllowed = policy.plainHttp && url.protocol === "http:";
  if (url.protocol !== "https:" && !httpAllowed) {
    throw refused(url, purpose, `it is not https but ${url.protocol.slice(0, -1)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refused(url, purpose, "it carries a user name or password");
  }
  if (isTrusted(url, policy)) return;
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
    throw refused(url, purpose, "its address is not on the public internet");
  }
}

/** Whether the address may be private: the registry's own origin, or one that was allowed. */
export function isTrusted(url: URL, policy: OriginPolicy): boolean {
  if (url.origin === policy.registryOrigin) return true;
  const port = url.port === "" ? defaultPort(url) : url.port;
  return policy.allowedPrivateHosts.some(
    (allowed) => allowed === `${url.hostname}:${port}` || allowed === `${url.hostname}:*`,
  );
}

/** Says that an address was refused; never with its path or query, which may hold secrets. */
export function refused(url: URL, purpose: string, why: string): PermanentError {
  return new PermanentError(
    "refused-address",
    `The registry named ${purpose} at ${url.host} that was not followed: ${why}. If this place is yours, allow it by host and port.`,
  );
}

function defaultPort(url: URL): string {
  return url.protocol === "https:" ? "443" : "80";
}
