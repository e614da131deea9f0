import type { StackLaunch } from "../contract/api-integrations.ts";
import { STACK_PARAMETERS } from "../contract/customer-stack.ts";
import type { Connection, Integration } from "./port.ts";
import { quickCreateLink } from "./quick-create-link.ts";

/** What every integration's stack is launched from. */
export interface LaunchSettings {
  /** Of the published template; undefined where none is. */
  readonly templateUrl: string | undefined;
  /** From the brand, for example `DockerScoutECRIntegration`. */
  readonly stackName: string;
  /** Where customers' AWS accounts reach the API, without `/v1`. */
  readonly callbackUrl: string;
  /** AWS account that the product runs in. */
  readonly trustedAccountId: string;
  /** Region that the product runs in. */
  readonly homeRegion: string;
}

/**
 * What launches the stack of an integration. It holds the integration's setup token, so it is
 * for owners' eyes only.
 *
 * @param region In which the wizard opens; that of the last stack if undefined.
 */
export function stackLaunchOf(
  integration: Integration,
  settings: LaunchSettings,
  region?: string,
): StackLaunch {
  const { templateUrl, stackName, callbackUrl } = settings;
  const parameters = {
    [STACK_PARAMETERS.externalId]: integration.externalId,
    [STACK_PARAMETERS.setupEndpoint]: new URL(`/v1/setup/${integration.setupToken}`, callbackUrl)
      .href,
    [STACK_PARAMETERS.eventEndpoint]: new URL("/v1/events", callbackUrl).href,
    [STACK_PARAMETERS.trustedAccountId]: settings.trustedAccountId,
  };
  const fields = { templateUrl: templateUrl ?? null, stackName, parameters };
  if (templateUrl === undefined) return { ...fields, url: null };
  const opened = region ?? integration.connection?.region;
  const url = quickCreateLink({ ...fields, templateUrl }, opened, settings.homeRegion);
  return { ...fields, url };
}

/** Whether a complete stack is there: created to its end, and not deleted since. */
export function hasCompleteStack(connection: Connection | undefined): boolean {
  return connection?.connectedAt !== undefined && connection.deletedAt === undefined;
}
