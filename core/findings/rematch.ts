import type { FindingReport } from "../contract/findings.ts";
import { Inventory } from "../contract/inventory.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import { PermanentError } from "../errors.ts";
import { findingsKeyOf } from "../images/blob-keys.ts";
import type { ImageStore } from "../images/image-store.ts";
import type { BlobStore, ImageKey } from "../images/port.ts";
import type { Queue } from "../queue.ts";

/** What matching a stored image again needs. */
export interface RematchDependencies {
  readonly images: Pick<ImageStore, "get" | "saveFindings">;
  readonly blobs: BlobStore;
  readonly readModel: Queue<ReadModelChange>;
  match(inventory: Inventory): Promise<FindingReport>;
}

/** `skipped`: it is not analysed (any more), so there is nothing to match. */
export type RematchOutcome =
  { readonly kind: "matched"; readonly report: FindingReport } | { readonly kind: "skipped" };

/**
 * Matches the stored inventory of an image against the advisories of this moment and stores the
 * findings. The image is not pulled again. May be repeated.
 *
 * @throws PermanentError `malformed-blob` when the stored inventory can't be read.
 */
export async function rematchImage(
  dependencies: RematchDependencies,
  key: ImageKey,
): Promise<RematchOutcome> {
  const { images, blobs, readModel } = dependencies;
  const image = await images.get(key);
  if (image?.state !== "analyzed" || image.inventoryKey === undefined) return { kind: "skipped" };
  const stored = await blobs.get(image.inventoryKey);
  if (stored === undefined) return { kind: "skipped" };
  const report = await dependencies.match(readInventory(stored, image.inventoryKey));
  const findingsKey = findingsKeyOf(key);
  await blobs.put(findingsKey, Buffer.from(JSON.stringify(report)));
  const { assessed, counts: vulnerabilities } = report;
  if (!(await images.saveFindings(key, { findingsKey, assessed, vulnerabilities })))
    return { kind: "skipped" };
  const { organizationId, registry, repository, digest } = key;
  await readModel.send({ kind: "image", organizationId, registry, repository, digest });
  return { kind: "matched", report };
}

function readInventory(bytes: Buffer, blobKey: string): Inventory {
  try {
    return Inventory.parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw new PermanentError(
      "malformed-blob",
      `The stored inventory ${blobKey} can't be read, so it can't be matched again. Retry the image's analysis.`,
      { cause: error },
    );
  }
}
