import type { PatternChange, RepositoryChanges } from "../contract/api-repositories.ts";
import { PermanentError } from "../errors.ts";
import {
  leaveRepositories,
  type LeaveRepositoriesDependencies,
} from "../images/leave-repositories.ts";
import type { ActivatedPattern, Integration, IntegrationStore } from "./port.ts";
import { registryHostOf } from "./registry-host.ts";
import { replaceIntegration } from "./replace-integration.ts";

/** Patterns of an integration: each push looks through all of them. */
export const MAX_PATTERNS = 50;

/** Repositories that one request deactivates itself: each takes a few calls. */
const AT_ONCE = 500;

/** What `changePattern` needs. */
export interface ChangePatternDependencies extends LeaveRepositoriesDependencies {
  readonly integrations: Pick<IntegrationStore, "list" | "get" | "replace">;
}

/**
 * Activates all repositories whose names match a pattern, those that come later, too; or ends
 * that, and with it what single repositories of these names were chosen for. As with single
 * repositories, the latest images are analysed, and repeating it is harmless.
 *
 * @returns What became of it: `unknown` when there is no such registry.
 * @throws PermanentError `invalid-request`: an integration has as many patterns as it may;
 *   TransientError
 */
export async function changePattern(
  dependencies: ChangePatternDependencies,
  organizationId: string,
  change: PatternChange,
): Promise<RepositoryChanges["items"][number]> {
  const { pattern, activated } = change;
  const named = { registry: change.registry ?? null, name: pattern };
  const all = await dependencies.integrations.list(organizationId);
  const meant = all.filter((one) => isOfRegistry(one, change.registry));
  if (meant.length === 0) return { ...named, result: "unknown", activated: false };
  for (const integration of meant) {
    const changed = await changePatternOf(dependencies, integration, change);
    if (activated && changed !== undefined) await requestLatest(dependencies, changed, change);
  }
  if (!activated) await leaveAll(dependencies, organizationId, meant, change);
  const stays = meant.some(({ activation }) => activation === "all");
  return { ...named, result: "done", activated: activated || stays };
}

function isOfRegistry({ connection }: Integration, registry: string | undefined): boolean {
  if (registry === undefined) return true;
  return (
    connection !== undefined && registryHostOf(connection.account, connection.region) === registry
  );
}

/** @returns As it is afterwards; undefined: it was removed meanwhile. */
async function changePatternOf(
  { integrations, now }: ChangePatternDependencies,
  { integrationId }: Integration,
  { pattern, activated, latest }: PatternChange,
): Promise<Integration | undefined> {
  const since = now().toISOString();
  const changed = await replaceIntegration(integrations, integrationId, (current) => {
    const known = current.activationPatterns ?? [];
    const own = known.find((one) => one.pattern === pattern);
    const isSame = activated ? own && (latest ?? own.latest) === own.latest : !own;
    if (current.removedAt !== undefined || isSame === true) return current;
    const others = known.filter((one) => one.pattern !== pattern);
    const wanted = latest === undefined ? {} : { latest };
    return withPatterns(
      current,
      activated ? [...others, { pattern, since, ...own, ...wanted }] : others,
    );
  });
  return changed?.removedAt === undefined ? changed : undefined;
}

function withPatterns(
  integration: Integration,
  activationPatterns: readonly ActivatedPattern[],
): Integration {
  if (activationPatterns.length > MAX_PATTERNS) {
    throw new PermanentError(
      "invalid-request",
      `The integration ${integration.integrationId} has ${MAX_PATTERNS} patterns already, which is as many as it may have. Deactivate one, choose a shorter pattern, or set its activation to all.`,
    );
  }
  const { activationPatterns: _, ...rest } = integration;
  return activationPatterns.length === 0 ? rest : { ...rest, activationPatterns };
}

async function requestLatest(
  { reconcile, now }: ChangePatternDependencies,
  { organizationId, integrationId, connection }: Integration,
  { pattern, latest }: PatternChange,
): Promise<void> {
  if (connection === undefined) return;
  await reconcile.send({
    kind: "registry",
    organizationId,
    integrationId,
    latest: true,
    pattern,
    ...(latest === undefined ? {} : { latestCount: latest }),
    requestedAt: now().toISOString(),
  });
}

/**
 * Those that were chosen one by one are chosen no more; all are purged where that is wanted. What
 * a request has no time for is left to the reconcile function.
 */
async function leaveAll(
  dependencies: ChangePatternDependencies,
  organizationId: string,
  integrations: readonly Integration[],
  { pattern, purge = false }: PatternChange,
): Promise<void> {
  const requestedAt = dependencies.now().toISOString();
  const integrationIds = new Set(integrations.map(({ integrationId }) => integrationId));
  const leaving = { organizationId, integrationIds, pattern, purge, requestedAt };
  const cursor = await leaveRepositories(
    dependencies,
    leaving,
    null,
    (changed) => changed >= AT_ONCE,
  );
  if (cursor === null) return;
  await dependencies.reconcile.sendAll(
    integrations.map(({ integrationId }) => {
      const about = { organizationId, integrationId, pattern, requestedAt, cursor };
      return { kind: "left" as const, ...about, ...(purge ? { purge } : {}) };
    }),
  );
}
