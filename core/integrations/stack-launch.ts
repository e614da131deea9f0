import type { StackLaunch } from "../contract/api-integrations.ts";
import { STACK_PARAMETERS } from "../contract/customer-stack.ts";
import { templateUrlOf } from "../contract/template-name.ts";
import type { Delivery } from "../contract/vocabulary.ts";
import type { Connection, Integration } from "./port.ts";
import { quickCreateLink } from "./quick-create-link.ts";
import { templateVariantOf } from "./region-capabilities.ts";

/** What every integration's stack is launched from. */
export interface LaunchSettings {
  /** Of the published template of the layout `current` with events; undefined where none is. */
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
 * What launches the stack of an integration, by the template that its Region can launch. It
 * holds the integration's setup token, so it is for owners' eyes only.
 *
 * @param region In which the wizard opens; that of the last stack if undefined.
 */
export function stackLaunchOf(
  integration: Integration,
  settings: LaunchSettings,
  region?: string,
): StackLaunch {
  const { stackName } = settings;
  const opened = region ?? integration.connection?.region;
  const templateUrl = publishedTemplateUrl(integration, settings, opened);
  const parameters = parametersOf(integration, settings, launchedDelivery(integration, opened));
  const expiresAt = integration.tokenExpiresAt ?? null;
  const fields = { stackName, parameters, expiresAt };
  if (templateUrl === undefined) return { url: null, templateUrl: null, ...fields };
  const link = { templateUrl, stackName, parameters };
  return { url: quickCreateLink(link, opened, settings.homeRegion), templateUrl, ...fields };
}

/**
 * Address of the template for an integration.
 * @param region In which the stack is, or will be; undefined while nobody knows.
 */
export function publishedTemplateUrl(
  integration: Pick<Integration, "layout" | "delivery">,
  { templateUrl }: Pick<LaunchSettings, "templateUrl">,
  region: string | undefined,
): string | undefined {
  if (templateUrl === undefined) return undefined;
  const layout = integration.layout ?? "current";
  return templateUrlOf(templateUrl, { layout, delivery: launchedDelivery(integration, region) });
}

/** Whether a complete stack is there: created to its end, and not deleted since. */
export function hasCompleteStack(connection: Connection | undefined): boolean {
  return connection?.connectedAt !== undefined && connection.deletedAt === undefined;
}

/** As the integration has it, unless the Region can't send events. */
function launchedDelivery(
  { delivery }: Pick<Integration, "delivery">,
  region: string | undefined,
): Delivery {
  return delivery === "poll" ? "poll" : templateVariantOf(region);
}

function parametersOf(
  { externalId, setupToken, scope }: Integration,
  { callbackUrl, trustedAccountId }: LaunchSettings,
  delivery: Delivery,
): Record<string, string> {
  const at = (path: string) => new URL(path, callbackUrl).href;
  return {
    [STACK_PARAMETERS.externalId]: externalId,
    [STACK_PARAMETERS.setupEndpoint]: at(`/v1/setup/${setupToken}`),
    ...(delivery === "events" ? { [STACK_PARAMETERS.eventEndpoint]: at("/v1/events") } : {}),
    [STACK_PARAMETERS.trustedAccountId]: trustedAccountId,
    ...(scope === undefined ? {} : { [STACK_PARAMETERS.repositoryScope]: scope.join(",") }),
  };
}
