import type { RepositoryActivated, RepositoryDeleted } from "../contract/reconcile-message.ts";
import { PermanentError } from "../errors.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import { isListedIndex, latestImage } from "./latest-image.ts";
import { refusalOfRole } from "./new-role.ts";
import { askableIntegration, type ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { ListedImage } from "./registry-access.ts";
import { repositoriesGone } from "./repository-gone.ts";
import { requestAnalysis } from "./request-analysis.ts";

/**
 * Asks for the analysis of the latest image of a repository. Whether it is (still) activated
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
  const latest = await ask(dependencies, integration, () =>
    latestImage(dependencies.registry.images(integration, repository)),
  );
  if (latest === "gone") {
    await forget(dependencies, message);
    return;
  }
  dependencies.log.info("repository activated", { ...key, integrationId, digest: latest?.digest });
  if (latest === undefined) return;
  await requestAnalysis(
    dependencies,
    {
      ...key,
      integrationId,
      digest: latest.digest,
      cause: "activation",
      requestedAt: dependencies.now().toISOString(),
    },
    isListedIndex(latest) ? { kind: "index" } : {},
  );
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
  const found = await ask(dependencies, integration, () =>
    firstPage(dependencies.registry.images(integration, message.repository)),
  );
  if (found === "gone") await forget(dependencies, message);
}

/** The integration of a message, if the message's registry is its own. */
async function integrationOfRegistry(
  dependencies: ReconcileDependencies,
  message: RepositoryActivated | RepositoryDeleted,
): Promise<ConnectedIntegration | undefined> {
  const integration = await askableIntegration(dependencies, message);
  if (integration === undefined) return undefined;
  const { account, region } = integration.connection;
  if (registryHostOf(account, region) === message.registry) return integration;
  dependencies.log.warn("nothing to reconcile", { ...message, reason: "another registry" });
  return undefined;
}

/** @returns `gone`: the registry has no such repository. */
async function ask<T>(
  { now }: ReconcileDependencies,
  { connection }: ConnectedIntegration,
  question: () => Promise<T>,
): Promise<T | "gone"> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof PermanentError && error.code === "repository-not-found") return "gone";
    throw refusalOfRole(error, connection, now());
  }
}

async function firstPage(
  pages: AsyncIterable<readonly ListedImage[]>,
): Promise<readonly ListedImage[]> {
  for await (const page of pages) return page;
  return [];
}

async function forget(
  dependencies: ReconcileDependencies,
  { organizationId, integrationId, registry, repository }: RepositoryActivated | RepositoryDeleted,
): Promise<void> {
  const key = { organizationId, registry, repository };
  await repositoriesGone(dependencies, integrationId, [key]);
  await dependencies.readModel.send({ kind: "repository-record", ...key });
  dependencies.log.info("repository gone", { ...key, integrationId });
}
