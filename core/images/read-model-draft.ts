import type { FindingReport } from "../contract/findings.ts";
import type { Image } from "../contract/image.ts";
import type { Inventory } from "../contract/inventory.ts";

/** Everything that the read model holds of one image. */
export interface ImageEntry {
  readonly image: Image;
  /** Undefined until it was analysed. */
  readonly inventory: Inventory | undefined;
  readonly findings: FindingReport | undefined;
}

/** Port: the next read model of an organization, before it is published. */
export interface ReadModelDraft {
  /** Nothing was published yet (of this schema): whatever the write model holds is missing. */
  readonly isNew: boolean;
  /** Writes all of an image, or nothing when it throws. */
  putImage(entry: ImageEntry): void;
  /** Removes an image and whatever only it held; one that isn't there is no error. */
  removeImage(imageId: string): void;
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
