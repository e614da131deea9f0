import type { ConnectedIntegration } from "../integrations/port.ts";
import type { ImageSource } from "../oci/image-source.ts";

/** What the registry says of a digest. */
export interface RegistryImage {
  /** Sorted. */
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly pushedAt?: string;
  /** Compressed, bytes; of an index that of its largest image. */
  readonly size?: number;
  /** False: in cold storage, from where it can't be pulled before it was restored. */
  readonly pullable: boolean;
}

/** Access to one repository of a customer's registry, and to nothing else of it. */
export interface RepositoryAccess {
  /** Undefined: the registry holds no such digest, or no such repository. */
  describe(digest: string): Promise<RegistryImage | undefined>;
  /** Reads manifests and blobs; asks for nothing yet. */
  readonly images: ImageSource;
  /** Ends its connections. */
  close(): Promise<void>;
}

/**
 * Port: opens a customer's repository as the role that the customer granted, narrowed to
 * that repository. Errors: `PermanentError` `access-denied`, or `TransientError`.
 */
export interface RegistryAccess {
  open(integration: ConnectedIntegration, repository: string): Promise<RepositoryAccess>;
}
