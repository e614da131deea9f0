import { isDigest } from "../../core/oci/digest.ts";
import type { ImageSource } from "../../core/oci/image-source.ts";
import { ACCEPTED_MANIFESTS } from "../../core/oci/media-types.ts";
import { createAgents } from "./agents.ts";
import { createAuthorizer } from "./authorizer.ts";
import { openBlob } from "./blob-stream.ts";
import { getManifest } from "./manifest-request.ts";
import { collectNames, getNamePage } from "./name-list.ts";
import { originOf } from "./registry-origin.ts";
import type { RegistryOptions } from "./registry-options.ts";
import { retryPolicyOf, withRetries } from "./retry.ts";
import type { Fetching, Transport } from "./transport.ts";

/** A repository, read over the OCI distribution protocol. */
export interface RegistrySource extends ImageSource {
  /** All tags, in the registry's order. */
  listTags(signal?: AbortSignal): Promise<readonly string[]>;
  /** Ends every connection, those in use too. */
  close(): Promise<void>;
}

/**
 * A pull client for one repository (OCI distribution-spec 1.1). Nothing is asked
 * until the first read.
 * @throws PermanentError `invalid-reference` where the registry is no host
 */
export function openRegistry(options: RegistryOptions): RegistrySource {
  const origin = originOf(options);
  const base = `${origin}/v2/${options.repository}/`;
  const policy = {
    registryOrigin: origin,
    plainHttp: options.plainHttp === true,
    allowedPrivateHosts: options.allowedPrivateHosts ?? [],
  };
  const agents = createAgents(options.timeouts);
  const now = options.now ?? (() => new Date());
  const authorizer = createAuthorizer({
    scope: `repository:${options.repository}:pull`,
    credentials: options.credentials,
    policy,
    agents,
    now,
  });
  const transport: Transport = { policy, agents, authorizer, now };
  const retries = retryPolicyOf(options);
  return {
    async readManifest(reference, signal) {
      const separator = isDigest(reference) ? "@" : ":";
      const fetching: Fetching = {
        url: new URL(`manifests/${encodeURIComponent(reference)}`.replace("%3A", ":"), base),
        headers: { accept: ACCEPTED_MANIFESTS.join(", ") },
        what: `the manifest ${options.repository}${separator}${reference}`,
        missing: "manifest-unknown",
        signal,
      };
      return withRetries(retries, () => getManifest(transport, fetching, reference), signal);
    },
    async readBlob(descriptor, signal) {
      const fetching: Fetching = {
        url: new URL(`blobs/${descriptor.digest}`, base),
        headers: {},
        what: `blob ${descriptor.digest} of ${options.repository}`,
        missing: "blob-unknown",
        signal,
      };
      return openBlob(transport, retries, fetching, descriptor);
    },
    async listTags(signal) {
      const what = `the tags of ${options.repository}`;
      const missing = "repository-unknown";
      return collectNames(new URL("tags/list?n=1000", base), (url) =>
        withRetries(
          retries,
          () => getNamePage(transport, { url, headers: {}, what, missing, signal }, "tags"),
          signal,
        ),
      );
    },
    close: () => agents.close(),
  };
}
