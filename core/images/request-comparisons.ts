import type { RegistryListing, RepositoryComparison } from "../contract/reconcile-message.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import { recentSince, turnOf } from "./reconcile-schedule.ts";
import { spreadOut } from "./spread-out.ts";

/**
 * Comparisons of one registry that begin within a second: a small part of what ECR allows an
 * account to list, which is the customer's, too.
 */
const A_SECOND = 10;

/**
 * Asks for the comparison of repositories with what is stored of them, little by little.
 * @param total Repositories of the registry, of which these are some.
 * @param areKnown False: they were not stored before, and are compared in full.
 */
export async function requestComparisons(
  { reconcile }: Pick<ReconcileDependencies, "reconcile">,
  { organizationId, integrationId, connection, delivery }: ConnectedIntegration,
  { compare, requestedAt }: RegistryListing,
  {
    names,
    total,
    areKnown,
  }: { readonly names: readonly string[]; readonly total: number; readonly areKnown: boolean },
): Promise<void> {
  if (compare === undefined) return;
  const isTurn = turnOf(compare, delivery, requestedAt, total);
  const registry = registryHostOf(connection.account, connection.region);
  const about = { organizationId, integrationId, registry, requestedAt };
  const since = compare === "recent" && areKnown ? recentSince(delivery, requestedAt) : undefined;
  await spreadOut(
    reconcile,
    names
      .filter((name) => !areKnown || isTurn(name))
      .map((repository): RepositoryComparison => {
        const message = { kind: "repository", ...about, repository } as const;
        return since === undefined ? message : { ...message, since };
      }),
    A_SECOND,
  );
}
