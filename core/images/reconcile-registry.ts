import type {
  RepositoryActivated,
  RegistryListing as RegistryListingMessage,
} from "../contract/reconcile-message.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import { isActivatedByName, latestByName } from "./activation.ts";
import { matchesPattern } from "./activation-pattern.ts";
import {
  askableIntegration,
  type ReconcileDependencies,
  type ReconcileRun,
} from "./reconcile-dependencies.ts";
import { listAgain, settleFormerIntegrations } from "./reconcile-former.ts";
import { listedOf, storedOf } from "./registry-names.ts";
import { repositoriesGone } from "./repository-gone.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { requestComparisons } from "./request-comparisons.ts";
import { sideBySide } from "./side-by-side.ts";

/** Repositories between two looks at the time. */
const CHUNK = 250;

/** Writes at a time. */
const AT_A_TIME = 16;

/** Seconds. */
const LONGER_THAN_A_RUN = 300;

/** A registry, as it is stored and as it is. */
interface Comparison {
  readonly integration: ConnectedIntegration;
  readonly registry: string;
  readonly stored: ReadonlyMap<string, RepositoryRecord>;
  readonly listed: ReadonlySet<string>;
  readonly message: RegistryListingMessage;
}

/**
 * Compares the repositories of a registry with those that are stored, in the order of their
 * names: new ones are written down and, where they are activated by their names, their latest
 * image is analysed; those that are gone are forgotten. With `compare` the comparison of each
 * activated one with what is stored of its images is asked for, too. What does not fit into a run becomes a further message.
 * A crash between any two steps repeats them.
 *
 * @throws PermanentError `role-refused`, `access-denied`, which the integration shows;
 *   TransientError
 */
export async function reconcileRegistry(
  dependencies: ReconcileDependencies,
  message: RegistryListingMessage,
  run: ReconcileRun,
): Promise<void> {
  const integration = await askableIntegration(dependencies, message);
  if (integration === undefined) return;
  const { organizationId, integrationId, connection } = integration;
  const registry = registryHostOf(connection.account, connection.region);
  // In this order: a repository that is made in between is new rather than gone.
  const stored = await storedOf(dependencies, organizationId, registry);
  const listed = await listedOf(dependencies, integration);
  const waiting = await settleFormerIntegrations(dependencies, integration, stored.values());
  const names = [...new Set([...stored.keys(), ...listed])]
    .filter((name) => !waiting.has(name))
    .filter((name) => message.after === undefined || name > message.after)
    .sort();
  const comparison = { integration, registry, stored, listed, message };
  const isQuiet = message.compare !== undefined && names.every((name) => isSame(comparison, name));
  const change = { kind: "registry", organizationId, registry } as const;
  if (message.compare !== undefined && !isQuiet) {
    // For a run that dies before it tells: the next one may find nothing new.
    await dependencies.readModel.sendAll([change], { delaySeconds: LONGER_THAN_A_RUN });
  }
  const after = await compare(dependencies, comparison, names, run);
  const done = names.filter((name) => after === undefined || name <= after);
  await compareImages(
    dependencies,
    comparison,
    done.filter((name) => stored.has(name)),
  );
  if (!isQuiet) await dependencies.readModel.send(change);
  const report = { organizationId, integrationId, registry, listed: listed.size };
  if (after !== undefined) {
    await dependencies.reconcile.send({ ...message, after });
    dependencies.log.info("registry listed in part", { ...report, after });
    return;
  }
  if (message.compare !== undefined) {
    await dependencies.activity.reconciled(integrationId, dependencies.now(), 0);
  }
  if (waiting.size > 0) await listAgain(dependencies, message);
  dependencies.log.info("registry listed", { ...report, stored: stored.size });
}

/** @returns The name up to which everything is done, if there are more. */
async function compare(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  names: readonly string[],
  run: ReconcileRun,
): Promise<string | undefined> {
  for (let start = 0; start < names.length; start += CHUNK) {
    if (start > 0 && run.mustStop()) return names[start - 1];
    await compareChunk(dependencies, comparison, names.slice(start, start + CHUNK));
  }
  return undefined;
}

async function compareChunk(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  names: readonly string[],
): Promise<void> {
  const { integration, registry, stored, listed } = comparison;
  const { organizationId, integrationId } = integration;
  const now = dependencies.now().toISOString();
  const keyOf = (repository: string) => ({ organizationId, registry, repository });
  // Before they are written down: whoever dies in between finds them new again.
  await dependencies.reconcile.sendAll(
    names
      .filter((name) => isToAnalyse(comparison, name))
      .map((name): RepositoryActivated => {
        const about = {
          kind: "activated",
          integrationId,
          ...keyOf(name),
          requestedAt: now,
        } as const;
        const latestCount = latestOf(comparison, name);
        return latestCount === 1 ? about : { ...about, latestCount };
      }),
  );
  await compareImages(
    dependencies,
    comparison,
    names.filter((name) => !stored.has(name)),
  );
  await sideBySide(
    names
      .filter((name) => !stored.has(name))
      .map(
        (name) => () =>
          dependencies.repositories.ensure({
            ...keyOf(name),
            integrationId,
            activated: false,
            firstSeenAt: now,
          }),
      ),
    AT_A_TIME,
  );
  const gone = names.filter((name) => !listed.has(name));
  if (gone.length > 0) await repositoriesGone(dependencies, integrationId, gone.map(keyOf));
}

/** Whether a repository is both stored and there. */
function isSame({ stored, listed }: Comparison, name: string): boolean {
  return stored.has(name) && listed.has(name);
}

/** Asks for the comparisons of those repositories that are there and activated. */
async function compareImages(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  names: readonly string[],
): Promise<void> {
  const { integration, stored, listed, message } = comparison;
  await requestComparisons(dependencies, integration, message, {
    names: names.filter((name) => listed.has(name) && isActivated(comparison, name)),
    total: listed.size,
    // Of a new one all is unknown, however long ago it was pushed.
    areKnown: names.every((name) => stored.has(name)),
  });
}

/** Whether the latest image of a repository is to be analysed, as far as no comparison does it. */
function isToAnalyse(comparison: Comparison, name: string): boolean {
  const { integration, stored, listed, message } = comparison;
  if (!listed.has(name)) return false;
  const { latest, pattern, compare } = message;
  if (latest === true && (pattern === undefined || matchesPattern(pattern, name))) {
    return isActivated(comparison, name);
  }
  return compare === undefined && !stored.has(name) && isActivatedByName(integration, name);
}

/** How many of a repository's latest images: what was asked for now or, of a new one, before. */
function latestOf({ integration, stored, message }: Comparison, name: string): number {
  const asked = message.latestCount ?? 1;
  return stored.has(name) ? asked : Math.max(asked, latestByName(integration, name));
}

function isActivated({ integration, stored }: Comparison, name: string): boolean {
  return isActivatedByName(integration, name) || stored.get(name)?.activated === true;
}
