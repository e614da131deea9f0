import type { CheckMessage } from "../contract/check-message.ts";
import type { ReconcileMessage, ScheduledRound } from "../contract/reconcile-message.ts";
import type { ActivityStore } from "../integrations/activity-port.ts";
import type { CheckReportStore } from "../integrations/check-port.ts";
import { isWaiting } from "../integrations/enrollment-approval.ts";
import type { ConnectedIntegration, IntegrationStore } from "../integrations/port.ts";
import type { RemovalReportStore } from "../integrations/removal-port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";
import type { ForgetImageDependencies } from "./delete.ts";
import type { ImageStore } from "./image-store.ts";
import type { RegistryListing } from "./registry-access.ts";
import type { RepositoryStore } from "./repository-store.ts";
import type { RequestAnalysisDependencies } from "./request-analysis.ts";

/** What reconciling needs. */
export interface ReconcileDependencies
  extends RequestAnalysisDependencies, Pick<ForgetImageDependencies, "tags" | "blobs"> {
  readonly images: ImageStore;
  readonly repositories: Pick<RepositoryStore, "get" | "ensure" | "update" | "list" | "remove">;
  readonly integrations: Pick<IntegrationStore, "get" | "replace" | "listAll" | "releaseRegistry">;
  readonly activity: Pick<ActivityStore, "reconciled" | "forget">;
  readonly checkReports: Pick<CheckReportStore, "forget">;
  readonly removals: RemovalReportStore;
  readonly registry: RegistryListing;
  /** The queue that the messages come from. */
  readonly reconcile: Queue<ReconcileMessage>;
  /** The check function's. */
  readonly checks: Queue<CheckMessage>;
  readonly log: Log;
}

/** One delivery of a message. */
export interface ReconcileRun {
  /** Names this delivery and no other. */
  readonly owner: string;
  /** True when the time of this run is over: what is left becomes a further message. */
  readonly mustStop: () => boolean;
}

/** A message about one integration. */
export type IntegrationMessage = Exclude<ReconcileMessage, ScheduledRound>;

/**
 * The integration of a message, if its registry can be asked: it is there, and so is its stack.
 * Otherwise there is nothing to reconcile, which is logged.
 */
export async function askableIntegration(
  { integrations, log }: Pick<ReconcileDependencies, "integrations" | "log">,
  message: IntegrationMessage,
): Promise<ConnectedIntegration | undefined> {
  const { organizationId, integrationId, kind } = message;
  const integration = await integrations.get(integrationId);
  const connection = integration?.connection;
  const isThere =
    integration?.organizationId === organizationId && integration.removedAt === undefined;
  const waits = isThere && isWaiting(integration);
  if (isThere && !waits && connection !== undefined && connection.deletedAt === undefined) {
    return { ...integration, connection };
  }
  const missing = waits ? "it waits for approval" : "its stack is not there";
  const reason = isThere ? missing : "it was removed";
  log.info("nothing to reconcile", { organizationId, integrationId, kind, reason });
  return undefined;
}

/** As `askableIntegration`, if the message's registry is the integration's own. */
export async function integrationOfRegistry(
  dependencies: Pick<ReconcileDependencies, "integrations" | "log">,
  message: IntegrationMessage & { readonly registry: string },
): Promise<ConnectedIntegration | undefined> {
  const integration = await askableIntegration(dependencies, message);
  if (integration === undefined) return undefined;
  const { account, region } = integration.connection;
  if (registryHostOf(account, region) === message.registry) return integration;
  dependencies.log.warn("nothing to reconcile", { ...message, reason: "another registry" });
  return undefined;
}
