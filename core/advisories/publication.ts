import { TransientError } from "../errors.ts";
import type { AdvisoryFile } from "./index-file.ts";

/** What became of a file that was to be published. */
export type PublicationResult =
  /** It is what readers get from now on. */
  | "published"
  /** The same content was there; it is known now that it is still current. */
  | "unchanged"
  /** A full source was there, and this is only the starter set. */
  | "kept";

/**
 * Port: where advisory databases are published for all functions, one pointer an ecosystem, so
 * that writers of different ecosystems never meet.
 */
export interface AdvisoryPublication {
  /** What is published of an ecosystem or release; undefined: nothing. */
  find(ecosystem: string): Promise<AdvisoryFile | undefined>;
  /**
   * Writes a published file to a path, which appears only when it is whole and its bytes are
   * those of its digest.
   *
   * @throws {AdvisoryFileGoneError} when it was superseded and removed in between.
   */
  fetch(file: AdvisoryFile, path: string): Promise<void>;
  /** Publishes the file at `path`. */
  publish(file: AdvisoryFile, path: string): Promise<PublicationResult>;
}

/** A published file was superseded and removed before it was fetched: look for the current one. */
export class AdvisoryFileGoneError extends TransientError {
  constructor(file: string, options?: ErrorOptions) {
    super(
      "advisory-file-gone",
      `The advisory database ${file} was replaced while it was being fetched. The newer one is fetched instead.`,
      options,
    );
  }
}
