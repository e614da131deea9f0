import { forgetImage } from "./delete.ts";
import type { RepositoryKey } from "./image-store.ts";
import { leaseFrom } from "./lease.ts";
import type { ImageRecord } from "./port.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Images of a page. */
const PAGE_SIZE = 250;

/** Images forgotten at a time. */
const AT_A_TIME = 8;

/**
 * `done`: nothing of it is left; `busy`: some images are in somebody's hand; `stopped`: the time
 * was over.
 */
export type ForgetOutcome = "done" | "busy" | "stopped";

/**
 * Forgets a repository of a removed integration without asking its registry: the integration's
 * images with their tags and results, then the repository's record. Layer results stay, since
 * they are the organization's, and other images may share them.
 */
export async function forgetRepository(
  dependencies: ReconcileDependencies,
  record: RepositoryRecord,
  run: ReconcileRun,
): Promise<ForgetOutcome> {
  const { organizationId, registry, repository } = record;
  const key = { organizationId, registry, repository };
  const outcome = await forgetImages(dependencies, record, run);
  if (outcome === "done") await dependencies.repositories.remove(key);
  return outcome;
}

/**
 * Forgets images of a repository that an integration's role has read, with their tags and
 * results, and tells the read model.
 *
 * @param isToForget Which of them; all by default.
 */
export async function forgetImages(
  dependencies: Pick<ReconcileDependencies, "images" | "tags" | "blobs" | "readModel" | "now">,
  {
    organizationId,
    registry,
    repository,
    integrationId,
  }: RepositoryKey & { readonly integrationId: string },
  run: ReconcileRun,
  isToForget: (image: ImageRecord) => boolean = () => true,
): Promise<ForgetOutcome> {
  const key = { organizationId, registry, repository };
  let outcome: ForgetOutcome = "done";
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof dependencies.images.list>> =
      await dependencies.images.list(key, {
        limit: PAGE_SIZE,
        ...(cursor === null ? {} : { cursor }),
      });
    const own = page.items.filter((image) => image.integrationId === integrationId);
    const forgotten = await forgetEach(dependencies, own.filter(isToForget), run);
    if (!forgotten) outcome = "busy";
    cursor = page.nextCursor;
    if (cursor !== null && run.mustStop()) return "stopped";
  } while (cursor !== null);
  // Before the record goes: whoever dies in between finds it, and does this again.
  await dependencies.readModel.send({ kind: "repository", ...key });
  return outcome;
}

/** Forgets images, without a trace. @returns False: some are in somebody's hand, and stay. */
export async function forgetEach(
  dependencies: Pick<ReconcileDependencies, "images" | "tags" | "blobs" | "now">,
  images: readonly ImageRecord[],
  run: ReconcileRun,
): Promise<boolean> {
  let all = true;
  await sideBySide(
    images.map((image) => async () => {
      const now = dependencies.now();
      const lease = await dependencies.images.acquireLease(image, leaseFrom(run.owner, now));
      if (lease.kind === "busy") all = false;
      else await forgetImage(dependencies, lease.image, run.owner, false, now);
    }),
    AT_A_TIME,
  );
  return all;
}
