import type {
  ReconcileMessage,
  RegistryListing as RegistryListingMessage,
} from "../contract/reconcile-message.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import { recordListed, recordListingFailure } from "./listing-status.ts";
import { refusalOfRole } from "./new-role.ts";
import { recordsOf } from "./read-model-repositories.ts";
import {
  askableIntegration,
  type ReconcileDependencies,
  type ReconcileRun,
} from "./reconcile-dependencies.ts";
import { listAgain, settleFormerIntegrations } from "./reconcile-former.ts";
import { repositoriesGone } from "./repository-gone.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Repositories between two looks at the time. */
const CHUNK = 250;

/** Writes at a time. */
const AT_A_TIME = 16;

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
 * names: new ones are written down and, where all are activated, their latest image is analysed;
 * those that are gone are forgotten. What does not fit into a run becomes a further message.
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
  const after = await compare(dependencies, comparison, names, run);
  await dependencies.readModel.send({ kind: "registry", organizationId, registry });
  const report = { organizationId, integrationId, registry, listed: listed.size };
  if (after !== undefined) {
    await dependencies.reconcile.send({ ...message, after });
    dependencies.log.info("registry listed in part", { ...report, after });
    return;
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
      .map((name): ReconcileMessage => {
        return { kind: "activated", integrationId, ...keyOf(name), requestedAt: now };
      }),
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

/** Whether the latest image of a repository is to be analysed. */
function isToAnalyse({ integration, stored, listed, message }: Comparison, name: string): boolean {
  if (!listed.has(name)) return false;
  const all = integration.activation === "all";
  if (message.latest === true) return all || stored.get(name)?.activated === true;
  return all && !stored.has(name);
}

async function storedOf(
  { repositories }: ReconcileDependencies,
  organizationId: string,
  registry: string,
): Promise<ReadonlyMap<string, RepositoryRecord>> {
  const stored = new Map<string, RepositoryRecord>();
  for await (const record of recordsOf(repositories, organizationId)) {
    if (record.registry === registry) stored.set(record.repository, record);
  }
  return stored;
}

async function listedOf(
  dependencies: ReconcileDependencies,
  integration: ConnectedIntegration,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  try {
    for await (const page of dependencies.registry.repositories(integration)) {
      for (const name of page) names.add(name);
    }
  } catch (error) {
    const failure = refusalOfRole(error, integration.connection, dependencies.now());
    await recordListingFailure(dependencies.integrations, integration, failure);
    throw failure;
  }
  await recordListed(dependencies.integrations, integration);
  return names;
}
