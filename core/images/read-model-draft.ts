import type { FindingReport } from "../contract/findings.ts";
import type { Image } from "../contract/image.ts";
import type { Inventory } from "../contract/inventory.ts";
import type { RepositoryRecord } from "./repository-store.ts";

/** Everything that the read model holds of one image. */
export interface ImageEntry {
  readonly image: Image;
  /** Of its repository, as far as the image knows. */
  readonly integrationId: string;
  /** Undefined until it was analysed. */
  readonly inventory: Inventory | undefined;
  readonly findings: FindingReport | undefined;
}

/** What the read model holds of a repository besides its images. */
export type RepositoryEntry = Pick<
  RepositoryRecord,
  "registry" | "repository" | "integrationId" | "activated" | "retention"
>;

/** Port: the next read model of an organization, before it is published. */
export interface ReadModelDraft {
  /** Nothing was published yet (of this schema): whatever the write model holds is missing. */
  readonly isNew: boolean;
  /** Writes all of an image, or nothing when it throws. */
  putImage(entry: ImageEntry): void;
  /** Removes an image and whatever only it held; one that isn't there is no error. */
  removeImage(imageId: string): void;
  /** Writes what a repository's record says; its images stay as they are. */
  putRepository(entry: RepositoryEntry): void;
  /** A repository has no record any more: it leaves, as soon as it holds no image. */
  removeRepository(registry: string, repository: string): void;
  /** Whether a repository's record was written. */
  hasRecord(registry: string, repository: string): boolean;
  /** Names of a registry's repositories, with a record or with images. */
  repositoriesOf(registry: string): readonly string[];
  /** Digests of the images that it holds of a repository. */
  digestsOf(registry: string, repository: string): readonly string[];
}

/** Port: edits the newest read model of an organization and publishes the result. */
export interface ReadModelEditor {
  /**
   * Runs `edit` on a draft made from the published read model and publishes it if something
   * changed. When another writer published in between, `edit` runs again on the newer one.
   *
   * @param asOf When the write model is read for it, ISO 8601; called before each run.
   * @returns What the last run of `edit` returned.
   */
  edit<T>(
    organizationId: string,
    asOf: () => string,
    edit: (draft: ReadModelDraft) => Promise<T>,
  ): Promise<T>;
}
