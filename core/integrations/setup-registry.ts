import { PermanentError, TransientError } from "../errors.ts";
import type { Connection, Integration, IntegrationStore, RegistryClaim } from "./port.ts";

type Claims = Pick<IntegrationStore, "get" | "claimRegistry">;

/** The claim that goes with a connection. */
export function claimOf(
  { organizationId }: Integration,
  { account, region }: Pick<Connection, "account" | "region">,
): RegistryClaim {
  return { organizationId, account, region };
}

/**
 * Gives a registry to an integration, unless another of the same organization lives there. To
 * be called before an integration is bound to the registry and again after it: of two that are
 * bound at the same time, one is then refused.
 *
 * @throws PermanentError `registry-taken`; TransientError `registry-contended`
 */
export async function holdRegistry(
  integrations: Claims,
  claim: RegistryClaim,
  integrationId: string,
): Promise<void> {
  const holder = await integrations.claimRegistry(claim, integrationId);
  if (holder === integrationId) return;
  if (await livesThere(integrations, holder, claim)) throw registryTaken(claim, holder);
  if ((await integrations.claimRegistry(claim, integrationId, holder)) !== integrationId) {
    throw new TransientError(
      "registry-contended",
      `Several integrations claim the registry of account ${claim.account} in ${claim.region} at the same time. It is tried again.`,
      { retryAfterSeconds: 1 },
    );
  }
  // It may have been bound after the first look at it.
  if (!(await livesThere(integrations, holder, claim))) return;
  await integrations.claimRegistry(claim, holder, integrationId);
  throw registryTaken(claim, holder);
}

/** Whether an integration is bound to the registry that it claims; a deleted stack's data is there, too. */
async function livesThere(
  integrations: Claims,
  integrationId: string,
  claim: RegistryClaim,
): Promise<boolean> {
  const holder = await integrations.get(integrationId);
  return (
    holder?.removedAt === undefined &&
    holder?.organizationId === claim.organizationId &&
    holder.connection?.account === claim.account &&
    holder.connection.region === claim.region
  );
}

function registryTaken({ account, region }: RegistryClaim, holder: string): PermanentError {
  return new PermanentError(
    "registry-taken",
    `The registry of account ${account} in ${region} belongs to the integration ${holder} of your organization already. Use that one, launching its stack again if it was deleted, or remove it first; then delete this stack.`,
  );
}
