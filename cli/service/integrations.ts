import * as z from "zod";
import { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import type { ApiClient } from "./api-client.ts";

/** An integration as the API answers it; fields of a newer service are kept for JSON. */
export const KnownIntegration = z.looseObject(IntegrationSummary.shape);
export type KnownIntegration = z.infer<typeof KnownIntegration>;

/** All integrations of the organization. */
export async function listIntegrations(
  api: ApiClient,
  signal: AbortSignal,
): Promise<KnownIntegration[]> {
  const { items } = await api.get("/integrations", listOf(KnownIntegration), signal);
  return items;
}

/** One integration; owners see in it what launches its stack. */
export function readIntegration(
  api: ApiClient,
  integrationId: string,
  region: string | undefined,
  signal: AbortSignal,
): Promise<KnownIntegration> {
  const query = region === undefined ? "" : `?region=${encodeURIComponent(region)}`;
  return api.get(`${integrationPath(integrationId)}${query}`, KnownIntegration, signal);
}

/** Address of an integration below the organization. */
export function integrationPath(integrationId: string): string {
  return `/integrations/${encodeURIComponent(integrationId)}`;
}

/**
 * The integration that is meant by its identifier, the beginning of it, its registry, or its
 * account where that has only one.
 * @param name Absent: the only one there is.
 * @throws PermanentError `no-integration`, `ambiguous-integration`
 */
export function findIntegration(
  integrations: readonly KnownIntegration[],
  name: string | undefined,
): KnownIntegration {
  const meant = integrations.filter((item) => name === undefined || isMeant(item, name));
  const exact = meant.find(({ integrationId }) => integrationId === name);
  const [first, ...others] = exact === undefined ? meant : [exact];
  if (first !== undefined && others.length === 0) return first;
  if (first === undefined) throw noIntegration(integrations.length, name);
  const which = name === undefined ? "There are several integrations" : `"${name}" names several`;
  throw new PermanentError(
    "ambiguous-integration",
    `${which}: ${[first, ...others].map(describe).join(", ")}. Name one by its identifier.`,
  );
}

function isMeant({ integrationId, registry, connection }: KnownIntegration, name: string): boolean {
  return (
    (name !== "" && integrationId.startsWith(name)) ||
    registry === name ||
    connection?.accountId === name
  );
}

function noIntegration(count: number, name: string | undefined): PermanentError {
  const what =
    name === undefined || count === 0
      ? "There is no integration yet"
      : `No integration is "${name}"`;
  const advice =
    count === 0
      ? "An owner creates one with scout integration create."
      : "scout integration list shows those that there are.";
  return new PermanentError("no-integration", `${what}. ${advice}`);
}

function describe({ integrationId, registry }: KnownIntegration): string {
  return registry === null ? integrationId : `${integrationId} (${registry})`;
}
