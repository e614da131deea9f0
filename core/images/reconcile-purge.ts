import type { RepositoryPurge } from "../contract/reconcile-message.ts";
import { TransientError } from "../errors.ts";
import { forgetImage } from "./delete.ts";
import { forgetImages } from "./forget-repository.ts";
import { leaseFrom } from "./lease.ts";
import type { ImageKey } from "./port.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";

/** Longer than a lease lives: whoever holds an image has given it back by then, or died. */
const BUSY_SECONDS = 150;

/**
 * Forgets what is stored of a repository's images, or of one of them, without asking the
 * registry. What does not fit into a run becomes a further message; a crash between any two steps
 * repeats them.
 *
 * @throws TransientError `busy` while somebody has the one image in hand
 */
export async function purgeRepository(
  dependencies: ReconcileDependencies,
  message: RepositoryPurge,
  run: ReconcileRun,
): Promise<void> {
  const { organizationId, integrationId, registry, repository, digest, requestedAt } = message;
  const key = { organizationId, registry, repository };
  const integration = await dependencies.integrations.get(integrationId);
  if (integration?.organizationId !== organizationId) return;
  if (digest !== undefined) {
    await purgeImage(dependencies, { ...key, digest }, run);
    return;
  }
  // First: what was pushed before is not brought back by a comparison.
  await dependencies.repositories.update(key, { purgedAt: requestedAt });
  const own = { ...key, integrationId };
  const outcome = await forgetImages(dependencies, own, run, ({ pushedAt, analyzedAt }) => {
    // Pushed meanwhile: nobody has asked to forget it.
    return Date.parse(pushedAt ?? analyzedAt ?? requestedAt) <= Date.parse(requestedAt);
  });
  dependencies.log.info("repository purged", { ...own, outcome });
  if (outcome === "done") return;
  const delaySeconds = outcome === "busy" ? BUSY_SECONDS : 0;
  await dependencies.reconcile.sendAll([message], { delaySeconds });
}

async function purgeImage(
  dependencies: ReconcileDependencies,
  key: ImageKey,
  { owner }: ReconcileRun,
): Promise<void> {
  const { images, readModel, now, log } = dependencies;
  const image = await images.get(key);
  if (image !== undefined) {
    const lease = await images.acquireLease(image, leaseFrom(owner, now()));
    if (lease.kind === "busy") {
      throw new TransientError(
        "busy",
        `${key.repository}@${key.digest} is being analysed by another job. It is forgotten after that.`,
      );
    }
    await forgetImage(dependencies, lease.image, owner, true, now(), true);
  }
  await readModel.send({ kind: "image", ...key });
  log.info("image purged", { ...key });
}
