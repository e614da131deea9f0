import type { RepositoryComparison } from "../contract/reconcile-message.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { activatedSince } from "./activation.ts";
import { askRepository, forgetGone } from "./ask-repository.ts";
import { compareRecent, compareStored } from "./compare-images.ts";
import type { Comparison } from "./comparison.ts";
import {
  integrationOfRegistry,
  type ReconcileDependencies,
  type ReconcileRun,
} from "./reconcile-dependencies.ts";
import { readContents } from "./repository-contents.ts";

/**
 * Compares what the registry lists of an activated repository with what is stored of it (ADR 9):
 * images whose push no event told are analysed and counted; a look is asked for at those that
 * are gone or have other tags; those that are not to be kept any more are forgotten. With `since`
 * only images that were pushed since are looked at, and none forgotten. What does not fit into a run becomes a further message; a crash between any two
 * steps repeats them.
 *
 * @throws PermanentError `role-refused`, `access-denied`; TransientError, also when it is throttled
 */
export async function compareRepository(
  dependencies: ReconcileDependencies,
  message: RepositoryComparison,
  run: ReconcileRun,
): Promise<void> {
  const integration = await integrationOfRegistry(dependencies, message);
  if (integration === undefined) return;
  const { organizationId, integrationId, registry, repository, since } = message;
  const key = { organizationId, registry, repository };
  const record = await dependencies.repositories.get(key);
  const activeSince = activatedSince(integration, repository, record);
  if (activeSince === undefined) {
    dependencies.log.info("nothing to compare: the repository is not activated", { ...message });
    return;
  }
  const now = dependencies.now();
  const retention = record?.retention ?? integration.retention;
  // In this order: what is pushed in between is stored and not listed, which is looked at.
  const contents = await askRepository(dependencies, integration, () =>
    readContents(dependencies.registry.images(integration, repository), { retention, now, since }),
  );
  if (contents === "gone") {
    await forgetGone(dependencies, key, integrationId);
    return;
  }
  const comparison: Comparison = {
    key,
    integrationId,
    contents,
    now,
    isTold: (integration.delivery ?? "events") === "events",
    activeSince: Date.parse(activeSince),
    purgedAt: record?.purgedAt === undefined ? -Infinity : Date.parse(record.purgedAt),
    countsFrom: Math.max(Date.parse(activeSince), connectedAt(integration)),
  };
  const compare = since === undefined ? compareStored : compareRecent;
  const { missed, next } = await compare(dependencies, comparison, message, run);
  const report = { ...key, integrationId, since, listed: contents.listed, missed };
  dependencies.log.info(next ? "repository compared in part" : "repository compared", report);
  if (next) await dependencies.reconcile.send({ ...message, ...next });
}

/** Since when events could tell. */
function connectedAt({ connection }: ConnectedIntegration): number {
  return Date.parse(connection.connectedAt ?? connection.boundAt);
}
