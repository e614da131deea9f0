import type { RepositoryActivated, RepositoryDeleted } from "../contract/reconcile-message.ts";
import { askRepository, forgetGone } from "./ask-repository.ts";
import { isListedIndex, latestImages } from "./latest-image.ts";
import { integrationOfRegistry, type ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { ListedImage } from "./registry-access.ts";
import { requestAnalysis } from "./request-analysis.ts";

/**
 * Asks for the analysis of the latest image of a repository, or of several. Whether it is (still) activated
 * is not looked up: the message says so, and a store may lag behind it.
 *
 * @throws PermanentError `role-refused`, `access-denied`; TransientError
 */
export async function repositoryActivated(
  dependencies: ReconcileDependencies,
  message: RepositoryActivated,
): Promise<void> {
  const integration = await integrationOfRegistry(dependencies, message);
  if (integration === undefined) return;
  const { organizationId, integrationId, registry, repository } = message;
  const key = { organizationId, registry, repository };
  const latest = await askRepository(dependencies, integration, () =>
    latestImages(dependencies.registry.images(integration, repository), message.latestCount),
  );
  if (latest === "gone") {
    await forgetGone(dependencies, key, integrationId);
    return;
  }
  const digests = latest.map(({ digest }) => digest);
  dependencies.log.info("repository activated", { ...key, integrationId, digests });
  const requestedAt = dependencies.now().toISOString();
  for (const image of latest) {
    await requestAnalysis(
      dependencies,
      { ...key, integrationId, digest: image.digest, cause: "activation", requestedAt },
      isListedIndex(image) ? { kind: "index" } : {},
    );
  }
}

/**
 * Forgets a repository that an event says was deleted, if the registry says so, too.
 * @throws PermanentError `role-refused`, `access-denied`; TransientError
 */
export async function repositoryDeleted(
  dependencies: ReconcileDependencies,
  message: RepositoryDeleted,
): Promise<void> {
  const integration = await integrationOfRegistry(dependencies, message);
  if (integration === undefined) return;
  const found = await askRepository(dependencies, integration, () =>
    firstPage(dependencies.registry.images(integration, message.repository)),
  );
  if (found === "gone") await forgetGone(dependencies, message, message.integrationId);
}

async function firstPage(
  pages: AsyncIterable<readonly ListedImage[]>,
): Promise<readonly ListedImage[]> {
  for await (const page of pages) return page;
  return [];
}
