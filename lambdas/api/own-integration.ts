import { PermanentError } from "../../core/errors.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { type RouteContext, segment } from "./route.ts";

type Context = RouteContext<unknown, unknown>;

/**
 * The integration that the path names, if it is the organization's.
 * @throws {PermanentError} `integration-not-found`
 */
export async function ownIntegration(context: Context): Promise<Integration> {
  const integration = await knownIntegration(context);
  if (integration.removedAt === undefined) return integration;
  throw integrationNotFound();
}

/**
 * As `ownIntegration`, but also one that was removed.
 * @throws {PermanentError} `integration-not-found`
 */
export async function knownIntegration(context: Context): Promise<Integration> {
  const { integrations } = context.dependencies;
  const integration = await integrations.get(segment(context, "integrationId"));
  if (integration?.organizationId === segment(context, "organization")) return integration;
  throw integrationNotFound();
}

export function integrationNotFound(): PermanentError {
  return new PermanentError(
    "integration-not-found",
    "The organization has no such integration: it was removed, or its identifier is wrong. GET …/integrations lists those that there are.",
  );
}
