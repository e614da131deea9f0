import type { Page } from "../contract/page.ts";
import type { ImageKey, ImageRecord } from "./port.ts";

/** Names a repository of an organization. */
export type RepositoryKey = Omit<ImageKey, "digest">;

/** An image as it is stored, with the number of its writes. */
export interface StoredImage extends ImageRecord {
  /** Grows with every write. */
  readonly version: number;
}

/** What of a record can change. */
type ImageFields = Omit<ImageRecord, keyof ImageKey | "integrationId">;

/** Fields to set; null removes one. */
export type ImagePatch = {
  readonly [Field in keyof ImageFields]?:
    ImageFields[Field] | (undefined extends ImageFields[Field] ? null : never);
};

/** What a match says of an image. */
export type FindingsPatch = Required<
  Pick<ImageRecord, "findingsKey" | "assessed" | "vulnerabilities">
>;

/** The right to write an image for a while. */
export interface Lease {
  /** Names one delivery of one message, so that two deliveries never share a lease. */
  readonly owner: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** `busy`: somebody else holds the lease until then. */
export type LeaseResult =
  | { readonly kind: "acquired"; readonly image: StoredImage }
  | { readonly kind: "busy"; readonly expiresAt: Date };

/**
 * Port: the write model of images, each write one conditional write of one item
 * (docs/adr/0002-data-model.md). Errors: `TransientError` when the store is unavailable.
 */
export interface ImageStore {
  /** Sees every write that came before it. */
  get(key: ImageKey): Promise<StoredImage | undefined>;
  /**
   * Marks a digest `queued`, creating its record if there is none.
   * @param seenVersion Of the record when the mark was decided on; undefined: there was none.
   * @returns False, and nothing changed, when somebody has written since.
   */
  markQueued(
    image: ImageKey & Pick<ImageRecord, "integrationId" | "kind">,
    seenVersion: number | undefined,
  ): Promise<boolean>;
  /** Takes the lease, creating a `queued` record if there is none. */
  acquireLease(
    image: ImageKey & Pick<ImageRecord, "integrationId">,
    lease: Lease,
  ): Promise<LeaseResult>;
  /** @returns False when the lease is no longer the owner's. */
  renewLease(key: ImageKey, owner: string, expiresAt: Date): Promise<boolean>;
  /**
   * Writes under a lease.
   * @param release Gives the lease back with the same write.
   * @param expiresAt When the store may forget the record; without it never.
   * @returns False, and nothing changed, when the lease is no longer the owner's.
   */
  update(
    key: ImageKey,
    owner: string,
    patch: ImagePatch,
    options: { readonly release: boolean; readonly expiresAt?: Date },
  ): Promise<boolean>;
  /** Removes the record, under its lease. */
  discard(key: ImageKey, owner: string): Promise<void>;
  /**
   * Replaces what a match says, without a lease.
   * @returns False, and nothing changed, when the image isn't `analyzed` (any more).
   */
  saveFindings(key: ImageKey, findings: FindingsPatch): Promise<boolean>;
  /** The images of a repository, of every kind and state, by digest. */
  list(
    repository: RepositoryKey,
    options: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<ImageRecord>>;
}

/** Port: which digest a tag led to when it was last seen. */
export interface TagStore {
  /** Tags without an entry are absent from the answer. */
  digestsOf(
    repository: RepositoryKey,
    tags: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /**
   * Leads a tag to a digest.
   * @param seen Where it led; undefined: nowhere.
   * @returns False, and nothing changed, when it leads elsewhere by now.
   */
  point(
    repository: RepositoryKey,
    tag: string,
    digest: string,
    seen: string | undefined,
  ): Promise<boolean>;
  /** Removes the tag, if it leads to this digest. */
  release(repository: RepositoryKey, tag: string, digest: string): Promise<void>;
}
