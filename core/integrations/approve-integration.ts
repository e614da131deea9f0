import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import type { Approval } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { Queue } from "../queue.ts";
import { isWaiting, withStatus } from "./enrollment-approval.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { hasCompleteStack } from "./stack-launch.ts";

/** Longer than approving takes: a listing that comes before it is dropped, and left to a round. */
const LISTING_DELAY_SECONDS = 5;

/** Integrations at a time: an allow-list may let a thousand in. */
const AT_A_TIME = 16;

/** What `approveIntegrations` needs. */
export interface ApproveDependencies {
  readonly integrations: Pick<IntegrationStore, "get" | "replace">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/**
 * Approves the account of an integration that waits: what its stack is by now counts, and its
 * registry is listed. One that waits no more stays as it is, and is listed again: whoever repeats
 * a request that has failed gets what was asked for.
 *
 * @returns As it is afterwards; undefined: it is gone, or was removed.
 * @throws PermanentError `no-approval-needed` when it came of no enrollment; TransientError
 */
export async function approveIntegration(
  dependencies: ApproveDependencies,
  integration: Integration,
): Promise<Integration | undefined> {
  if (integration.enrollment === undefined) {
    throw new PermanentError(
      "no-approval-needed",
      "This integration was created by somebody, and waits for no approval. Only accounts that come by an enrollment are approved.",
    );
  }
  const [approved] = await approveIntegrations(dependencies, [integration], "approved");
  return approved;
}

/**
 * Lets several integrations of one organization in.
 *
 * The listings are asked for first, so that no crash can lose them.
 *
 * @returns Those that there are still, as they are afterwards.
 * @throws TransientError
 */
export async function approveIntegrations(
  { integrations, reconcile, now }: ApproveDependencies,
  wanted: readonly Pick<Integration, "organizationId" | "integrationId">[],
  approval: Exclude<Approval, "waiting">,
): Promise<readonly Integration[]> {
  if (wanted.length === 0) return [];
  const requestedAt = now().toISOString();
  await reconcile.sendAll(
    wanted.map(({ organizationId, integrationId }) => ({
      kind: "registry",
      organizationId,
      integrationId,
      requestedAt,
    })),
    { delaySeconds: LISTING_DELAY_SECONDS },
  );
  const approved: (Integration | undefined)[] = [];
  for (let start = 0; start < wanted.length; start += AT_A_TIME) {
    const some = wanted
      .slice(start, start + AT_A_TIME)
      .map(({ integrationId }) =>
        replaceIntegration(integrations, integrationId, (current) =>
          approvedAs(current, approval, requestedAt),
        ),
      );
    approved.push(...(await Promise.all(some)));
  }
  return approved.filter((one) => one !== undefined).filter((one) => one.removedAt === undefined);
}

/**
 * An integration that waits no more: connected if its stack is complete.
 * @param approvedAt ISO 8601.
 */
export function approvedAs(
  current: Integration,
  approval: Exclude<Approval, "waiting">,
  approvedAt: string,
): Integration {
  const { enrollment, removedAt, status, connection } = current;
  if (enrollment === undefined || removedAt !== undefined || !isWaiting(current)) return current;
  const approved: Integration = { ...current, enrollment: { ...enrollment, approval, approvedAt } };
  // What is broken stays so: its stack was deleted or rolled back.
  if (status !== "pending") return approved;
  return withStatus(approved, hasCompleteStack(connection) ? "connected" : "pending");
}
