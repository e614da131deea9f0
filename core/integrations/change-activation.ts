import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import type { Activation } from "../contract/vocabulary.ts";
import type { Queue } from "../queue.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";

/** What `changeActivation` needs. */
export interface ChangeActivationDependencies {
  readonly integrations: Pick<IntegrationStore, "get" | "replace">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/**
 * Sets which repositories of an integration are analysed. With `all`, its registry is listed
 * again and the latest image of each repository analysed, also when it was `all` before: so
 * that whoever repeats a request that has failed gets what was asked for.
 *
 * @param latest With `all`: so many of the latest images instead of one, also of repositories that
 *   are first seen later, as all are while no stack is connected.
 * @returns As it is afterwards; undefined: it is gone, or was removed.
 * @throws TransientError
 */
export async function changeActivation(
  dependencies: ChangeActivationDependencies,
  integrationId: string,
  activation: Activation,
  latest?: number,
): Promise<Integration | undefined> {
  const now = dependencies.now().toISOString();
  const changed = await replaceIntegration(dependencies.integrations, integrationId, (current) => {
    const isSame =
      current.activation === activation && (latest ?? current.latest) === current.latest;
    if (current.removedAt !== undefined || isSame) return current;
    const { allSince, ...rest } = current;
    const since = current.activation === "all" ? allSince : now;
    return {
      ...rest,
      activation,
      ...(activation === "all" && since !== undefined ? { allSince: since } : {}),
      ...(latest === undefined ? {} : { latest }),
    };
  });
  if (changed === undefined || changed.removedAt !== undefined) return undefined;
  if (activation === "all" && changed.connection !== undefined) {
    await dependencies.reconcile.send({
      kind: "registry",
      organizationId: changed.organizationId,
      integrationId,
      latest: true,
      ...(latest === undefined ? {} : { latestCount: latest }),
      requestedAt: now,
    });
  }
  return changed;
}
