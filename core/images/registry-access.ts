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

/** What a registry's list says of a manifest: an image, an index, or another artifact. */
export interface ListedImage {
  readonly digest: string;
  /** Sorted. */
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly pushedAt?: string;
  readonly manifestMediaType?: string;
  /** Of the config, or what the manifest says that it is: a chart, a signature, an attestation. */
  readonly artifactMediaType?: string;
  /** Digest of the manifest that it refers to, as a signature does. */
  readonly subjectDigest?: string;
  /** False: in cold storage, from where it can't be pulled before it was restored. */
  readonly pullable: boolean;
}

/**
 * Port: lists what a customer's registry holds, by pages that are read as they are asked for,
 * each as the role that the customer granted, narrowed to that list. Errors, from any page:
 * `PermanentError` `role-refused` or `access-denied`, or `TransientError`.
 */
export interface RegistryListing {
  /** Names of repositories, in no order; up to 1,000 a page. */
  repositories(integration: ConnectedIntegration): AsyncIterable<readonly string[]>;
  /**
   * Manifests of a repository, in no order, those in cold storage too; up to 1,000 a page.
   * @throws PermanentError `repository-not-found`
   */
  images(
    integration: ConnectedIntegration,
    repository: string,
  ): AsyncIterable<readonly ListedImage[]>;
}
