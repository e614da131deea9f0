import { PermanentError } from "../../core/errors.ts";
import type { RegistryOptions } from "./registry-options.ts";

/** Docker Hub is known by one name and answers at another. */
const API_HOSTS: ReadonlyMap<string, string> = new Map([["docker.io", "registry-1.docker.io"]]);

/**
 * Scheme, host and port at which a registry answers.
 * @throws PermanentError `invalid-reference` where it is no host
 */
export function originOf({
  registry,
  plainHttp,
}: Pick<RegistryOptions, "registry" | "plainHttp">): string {
  const text = `${plainHttp === true ? "http" : "https"}://${API_HOSTS.get(registry) ?? registry}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.pathname !== "/" || url.username !== "" || url.search !== "") {
    throw new PermanentError(
      "invalid-reference",
      `"${registry}" is no registry. Write its host and, where it has one, its port, for example 127.0.0.1:5050.`,
    );
  }
  return url.origin;
}
