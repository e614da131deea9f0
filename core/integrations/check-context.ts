import type { RegistryAccess, RegistryListing } from "../images/registry-access.ts";
import type { Log } from "../log.ts";
import type { CheckReportStore, StackInspection } from "./check-port.ts";
import { isWaiting } from "./enrollment-approval.ts";
import type { ConnectedIntegration, Integration, IntegrationStore } from "./port.ts";
import type { CustomerAccount } from "./setup-port.ts";
import { hasCompleteStack } from "./stack-launch.ts";

/** What customers' stacks should be like, as far as a deployment knows. */
export interface CheckSettings {
  /** Of the published template; undefined: not compared. */
  readonly templateVersion: string | undefined;
  /** `https://…/v1/events`, where API destinations should send; undefined: not compared. */
  readonly eventEndpoint: string | undefined;
}

/** What checking integrations and rotating their keys needs. */
export interface CheckDependencies {
  readonly integrations: IntegrationStore;
  readonly reports: Pick<CheckReportStore, "get" | "put">;
  readonly account: CustomerAccount;
  readonly inspection: StackInspection;
  readonly listing: RegistryListing;
  readonly access: RegistryAccess;
  readonly settings: CheckSettings;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
  readonly log: Log;
}

/** Whether an integration has a complete stack that is not being deleted, and may be asked. */
export function isComplete(integration: Integration): integration is ConnectedIntegration {
  return (
    integration.removedAt === undefined &&
    !isWaiting(integration) &&
    hasCompleteStack(integration.connection)
  );
}

/** What to do about whatever was changed by hand in a stack. */
export const RESTORE =
  "Put it back as the template has it. Where that can't be done by hand, delete the stack and launch it again by the integration's link: what is known of your images stays.";

/** What to do about a stack whose template does not allow something yet. */
export const UPDATE =
  "Update the stack to the current template, by the link that the integration shows.";
