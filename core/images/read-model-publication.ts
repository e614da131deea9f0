import { TransientError } from "../errors.ts";

/** A published read model of an organization: one complete, immutable file. */
export interface PublishedReadModel {
  /** Changes with each publication; opaque. */
  readonly revision: string;
  /** Names the file in the store. */
  readonly objectKey: string;
  /** SHA-256 of the stored bytes, hex. */
  readonly sha256: string;
  /** Stored (compressed) bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly asOf: string;
}

/**
 * Port: where read models are published. A publication is the upload of a file under a name
 * of its content, and then of a small pointer, only if that is still the one that the
 * publisher began from.
 */
export interface ReadModelPublication {
  /** What is published now; undefined: nothing. `unchanged`: still the revision `known`. */
  current(
    organizationId: string,
    known?: string,
  ): Promise<PublishedReadModel | undefined | "unchanged">;
  /**
   * Writes a published file, uncompressed, to a path that does not exist yet.
   * @throws {ReadModelGoneError} when it was superseded and removed in between.
   */
  fetch(published: PublishedReadModel, path: string): Promise<void>;
  /**
   * Publishes the file at `path`.
   * @param replacing Revision that it was built from; undefined: there was none.
   * @throws {ReadModelConflictError} when another writer published in between.
   */
  publish(
    organizationId: string,
    path: string,
    asOf: string,
    replacing: string | undefined,
  ): Promise<PublishedReadModel>;
}

/** Another writer published between our reading and our publishing: begin again from its file. */
export class ReadModelConflictError extends TransientError {
  constructor(organizationId: string, options?: ErrorOptions) {
    super(
      "read-model-conflict",
      `Another writer published the read model of ${organizationId} in between. The change is applied again to the newer one.`,
      options,
    );
  }
}

/** A published file was superseded and removed before it was fetched: ask for the current one. */
export class ReadModelGoneError extends TransientError {
  constructor(objectKey: string, options?: ErrorOptions) {
    super(
      "read-model-gone",
      `The read model ${objectKey} was replaced while it was being fetched. The newer one is fetched instead.`,
      options,
    );
  }
}
