import { changeRemovalReport } from "../integrations/removal-progress.ts";
import { NOTHING_PURGED, type PurgedCounts } from "../integrations/removal-port.ts";
import type { RepositoryKey } from "./image-store.ts";
import type { ImageRecord } from "./port.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Images of a page, and repositories counted at a time. */
const PAGE_SIZE = 250;
const AT_A_TIME = 4;

/**
 * Counts what is about to be removed with some repositories, and writes that down before any of
 * it goes: whoever dies before the write has removed nothing, and whoever dies after it finds
 * the repositories counted. So a repetition never counts anything twice.
 *
 * @param records In the order of the store, of the integration that is removed.
 * @throws TransientError
 */
export async function countRemoved(
  dependencies: Pick<ReconcileDependencies, "images" | "removals" | "now">,
  integrationId: string,
  records: readonly RepositoryRecord[],
): Promise<void> {
  await changeRemovalReport(dependencies, integrationId, async (report) => {
    const { finishedAt: _, countedUpTo = "", ...rest } = report;
    const fresh = records.filter((record) => placeOf(record) > countedUpTo);
    const last = fresh.at(-1);
    if (last === undefined) return undefined;
    const counts: PurgedCounts[] = [rest, { ...NOTHING_PURGED, repositories: fresh.length }];
    await sideBySide(
      fresh.map((record) => async () => {
        counts.push(await countImages(dependencies, record));
      }),
      AT_A_TIME,
    );
    return { ...rest, ...sumOf(counts), countedUpTo: placeOf(last) };
  });
}

/**
 * Writes down that nothing of an integration is left. What a later run finds is new, and counts.
 * @throws TransientError
 */
export async function finishRemoval(
  dependencies: Pick<ReconcileDependencies, "removals" | "now">,
  integrationId: string,
): Promise<void> {
  await changeRemovalReport(dependencies, integrationId, (report) => {
    const { countedUpTo, ...rest } = report;
    if (report.finishedAt !== undefined && countedUpTo === undefined) return undefined;
    return { ...rest, finishedAt: dependencies.now().toISOString() };
  });
}

async function countImages(
  { images }: Pick<ReconcileDependencies, "images">,
  { integrationId, ...key }: RepositoryKey & { readonly integrationId: string },
): Promise<PurgedCounts> {
  let counted = NOTHING_PURGED;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof images.list>> = await images.list(key, {
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    const own = page.items.filter((image) => image.integrationId === integrationId);
    counted = sumOf([counted, ...own.map(countsOf)]);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return counted;
}

function countsOf(image: ImageRecord): PurgedCounts {
  const isImage = (image.kind ?? "image") === "image" && image.state !== "deleted";
  const documents = [image.inventoryKey, image.findingsKey].filter((key) => key !== undefined);
  return {
    repositories: 0,
    images: isImage ? 1 : 0,
    others: isImage ? 0 : 1,
    tags: image.tags.length,
    documents: documents.length,
  };
}

function sumOf(counts: readonly PurgedCounts[]): PurgedCounts {
  const sum: { -readonly [Count in keyof PurgedCounts]: number } = { ...NOTHING_PURGED };
  for (const one of counts) {
    sum.repositories += one.repositories;
    sum.images += one.images;
    sum.others += one.others;
    sum.tags += one.tags;
    sum.documents += one.documents;
  }
  return sum;
}

/** Sorts as the store lists: by the bytes of registry and name. */
function placeOf({ registry, repository }: RepositoryKey): string {
  return `${registry}/${repository}`;
}
