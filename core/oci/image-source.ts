/** OCI image-spec descriptor, the fields that we use. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** A manifest or index as it is stored. */
export interface StoredManifest {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** Digest of `bytes`, verified by the source. */
  readonly digest: string;
}

/**
 * Port: where the bytes of images come from (a registry, an OCI layout, an archive).
 * Errors: `PermanentError` (`manifest-unknown`, `blob-unknown`, `access-denied`, …) or
 * `TransientError` (throttled, unreachable, stalled).
 */
export interface ImageSource {
  /** @param reference A tag or a digest. */
  readManifest(reference: string, signal?: AbortSignal): Promise<StoredManifest>;
  /**
   * The blob's stored bytes in order. The reader verifies digest and size: a source
   * need not. Stopping the iteration early frees the connection. A piece is only valid until
   * the next one is asked for: a source may use its memory again, or give it back.
   */
  readBlob(descriptor: Descriptor, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}
