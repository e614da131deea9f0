import { PermanentError } from "../../core/errors.ts";
import { isDigest } from "../../core/oci/digest.ts";
import { ACCEPTED_MANIFESTS } from "../../core/oci/media-types.ts";
import { createAgents } from "./agents.ts";
import { type Authorizer, createAuthorizer } from "./authorizer.ts";
import { getManifest } from "./manifest-request.ts";
import { collectNames, getNamePage } from "./name-list.ts";
import { originOf } from "./registry-origin.ts";
import type { RegistryAccessOptions } from "./registry-options.ts";
import { retryPolicyOf, withRetries } from "./retry.ts";
import { type Fetching, get, type Transport } from "./transport.ts";

/** What a registry holds, without its images' bytes. */
export interface RegistryListing {
  /**
   * All repositories that these credentials may see (`_catalog`, an extension of distribution's
   * that not every registry has).
   * @throws PermanentError where the registry does not list them; TransientError
   */
  listRepositories(signal?: AbortSignal): Promise<readonly string[]>;
  /** All tags of a repository, in the registry's order. */
  listTags(repository: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Digest of the manifest or index that a tag names now. */
  digestOf(repository: string, tag: string, signal?: AbortSignal): Promise<string>;
  /** Ends every connection, those in use too. */
  close(): Promise<void>;
}

/** Scope of tokens that may read the catalog (distribution, docs/spec/auth/scope.md). */
const CATALOG_SCOPE = "registry:catalog:*";
/** Repositories whose tokens are kept; a token is some kilobytes. */
const KEPT_AUTHORIZERS = 1000;

/**
 * A client that lists a registry (OCI distribution-spec 1.1, "Listing Tags", and `_catalog`).
 * Nothing is asked until the first call; all calls share their connections.
 * @throws PermanentError `invalid-reference` where the registry is no host
 */
export function openListing(options: RegistryAccessOptions): RegistryListing {
  const origin = originOf(options);
  const policy = {
    registryOrigin: origin,
    plainHttp: options.plainHttp === true,
    allowedPrivateHosts: options.allowedPrivateHosts ?? [],
  };
  const agents = createAgents(options.timeouts);
  const now = options.now ?? (() => new Date());
  const retries = retryPolicyOf(options);
  const authorizers = new Map<string, Authorizer>();

  function transportFor(scope: string): Transport {
    const known = authorizers.get(scope);
    const { credentials } = options;
    const authorizer = known ?? createAuthorizer({ scope, credentials, policy, agents, now });
    if (authorizers.size >= KEPT_AUTHORIZERS) authorizers.clear();
    authorizers.set(scope, authorizer);
    return { policy, agents, authorizer, now };
  }

  function listNames(
    of: "tags" | "repositories",
    scope: string,
    asked: Omit<Fetching, "headers">,
  ): Promise<readonly string[]> {
    const transport = transportFor(scope);
    return collectNames(asked.url, (url) =>
      withRetries(
        retries,
        () => getNamePage(transport, { ...asked, url, headers: {} }, of),
        asked.signal,
      ),
    );
  }

  return {
    listRepositories: (signal) =>
      listNames("repositories", CATALOG_SCOPE, {
        url: new URL("/v2/_catalog?n=1000", origin),
        what: "the list of its repositories",
        missing: "catalog-unknown",
        signal,
      }),
    listTags: (repository, signal) =>
      listNames("tags", pullScope(repository), {
        url: new URL(`/v2/${repository}/tags/list?n=1000`, origin),
        what: `the tags of ${repository}`,
        missing: "repository-unknown",
        signal,
      }),
    digestOf(repository, tag, signal) {
      const fetching: Fetching = {
        url: new URL(`/v2/${repository}/manifests/${encodeURIComponent(tag)}`, origin),
        headers: { accept: ACCEPTED_MANIFESTS.join(", ") },
        what: `the manifest ${repository}:${tag}`,
        missing: "manifest-unknown",
        signal,
      };
      const transport = transportFor(pullScope(repository));
      return withRetries(retries, () => headDigest(transport, fetching, tag), signal);
    },
    close: () => agents.close(),
  };
}

function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

/**
 * Asks for the digest alone, which registries that count pulls do not count; where the answer
 * does not name it, the manifest is read.
 */
async function headDigest(transport: Transport, fetching: Fetching, tag: string): Promise<string> {
  try {
    const response = await get(transport, { ...fetching, method: "HEAD" });
    await response.body.dump();
    const named = response.headers["docker-content-digest"];
    if (typeof named === "string" && isDigest(named)) return named;
  } catch (error) {
    // 405 and the like: a registry without HEAD.
    if (!(error instanceof PermanentError && error.code === "unexpected-answer")) throw error;
  }
  return (await getManifest(transport, fetching, tag)).digest;
}
