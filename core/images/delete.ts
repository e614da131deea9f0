import type { AnalysisMessage, RepositoryCheckRequest } from "../contract/analysis-request.ts";
import type { Queue } from "../queue.ts";
import { findingsKeyOf, inventoryKeyOf } from "./blob-keys.ts";
import type { ImageStore, StoredImage, TagStore } from "./image-store.ts";
import { LeaseLostError } from "./lease.ts";
import type { BlobStore, ImageRecord } from "./port.ts";

/** Digests looked up in one message: their requests are sent in a second or two. */
const PAGE_SIZE = 250;

/** How long a deleted image's record is kept: long enough to tell people what became of it. */
const TOMBSTONE_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/** Of an image that was removed here, not in the registry. */
const REMOVED_HERE =
  "Its data was removed here, and the registry may still hold it. Push it again to have it analysed again.";

/** What `forgetImage` needs. */
export interface ForgetImageDependencies {
  readonly images: Pick<ImageStore, "update" | "discard">;
  readonly tags: Pick<TagStore, "release">;
  readonly blobs: Pick<BlobStore, "delete">;
}

/**
 * Records that the registry holds a digest no more: its results and tags go, its record stays
 * as `deleted` for a while. A digest that was never analysed or listed leaves nothing.
 *
 * @param image As it is stored, under the owner's lease, which is released.
 * @param known False: the record exists only since the lease was taken.
 * @param checkedAt When the registry was asked.
 * @param removedHere Somebody removed it here, and the registry may hold it: its record stays, so
 *   that nothing but another push brings it back.
 */
export async function forgetImage(
  dependencies: ForgetImageDependencies,
  image: StoredImage,
  owner: string,
  known: boolean,
  checkedAt: Date,
  removedHere = false,
): Promise<void> {
  const { images, tags, blobs } = dependencies;
  for (const tag of image.tags) await tags.release(image, tag, image.digest);
  await blobs.delete(inventoryKeyOf(image));
  await blobs.delete(findingsKeyOf(image));
  if (!known) {
    await images.discard(image, owner);
    return;
  }
  const written = await images.update(
    image,
    owner,
    {
      state: "deleted",
      stateReason: removedHere ? REMOVED_HERE : "The registry holds this image no more.",
      tags: [],
      checkedAt: checkedAt.toISOString(),
      inventoryKey: null,
      findingsKey: null,
      analyzerVersion: null,
      analyses: null,
    },
    removedHere
      ? { release: true }
      : { release: true, expiresAt: new Date(checkedAt.getTime() + TOMBSTONE_MILLISECONDS) },
  );
  if (!written) throw new LeaseLostError(image);
}

/** Whether the data of an image was removed here, whatever the registry holds. */
export function isRemovedHere({ state, stateReason }: ImageRecord): boolean {
  return state === "deleted" && stateReason === REMOVED_HERE;
}

/** What `checkRepository` needs. */
export interface CheckRepositoryDependencies {
  readonly images: Pick<ImageStore, "list">;
  readonly requests: Queue<AnalysisMessage>;
}

/**
 * Asks for a look at each digest that is known of a repository, one page a message, so that a
 * repository of a hundred thousand images is no longer job than one of ten.
 */
export async function checkRepository(
  dependencies: CheckRepositoryDependencies,
  request: RepositoryCheckRequest,
): Promise<void> {
  const { organizationId, integrationId, registry, repository, requestedAt, eventId } = request;
  const key = { organizationId, registry, repository };
  const page = await dependencies.images.list(key, {
    limit: PAGE_SIZE,
    ...(request.cursor === undefined ? {} : { cursor: request.cursor }),
  });
  await dependencies.requests.sendAll(
    page.items
      .filter((image) => image.state !== "deleted")
      .map(({ digest }) => ({
        ...key,
        integrationId,
        digest,
        cause: "delete" as const,
        requestedAt,
        ...(eventId === undefined ? {} : { eventId }),
      })),
  );
  if (page.nextCursor === null) return;
  await dependencies.requests.send({ ...request, cursor: page.nextCursor });
}
