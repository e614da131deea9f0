import { PermanentError } from "../errors.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { formatSetupToken } from "./setup-token.ts";

/** A link that is passed on to whoever may launch stacks is used within two weeks, or forgotten. */
const LIFE_MILLISECONDS = 14 * 24 * 3_600_000;

/** Until when the setup token of a link that is made or shown now launches a stack, ISO 8601. */
export function tokenExpiryFrom(now: Date): string {
  return new Date(now.getTime() + LIFE_MILLISECONDS).toISOString();
}

/** Whether the setup token of an integration launches no new stack any more. */
export function isTokenExpired({ tokenExpiresAt }: Integration, now: Date): boolean {
  return tokenExpiresAt !== undefined && new Date(tokenExpiresAt) <= now;
}

/**
 * Refuses a new stack whose link has expired. A stack that the integration is bound to goes on,
 * however long ago its link was made.
 *
 * @throws PermanentError `link-expired`
 */
export function checkTokenExpiry(
  integration: Integration,
  { stackId }: { readonly stackId: string },
  now: Date,
): void {
  const { connection, tokenExpiresAt, integrationId } = integration;
  const isBound = connection?.stackId === stackId && connection.deletedAt === undefined;
  if (isBound || !isTokenExpired(integration, now)) return;
  throw new PermanentError(
    "link-expired",
    `The link with which this stack was launched was good until ${tokenExpiresAt ?? "an earlier time"}. Delete this stack, open the integration ${integrationId} as an owner for a fresh link, and launch its stack by that one.`,
  );
}

/** What `renewSetupToken` needs. */
export interface RenewTokenDependencies {
  readonly integrations: Pick<IntegrationStore, "get" | "replace">;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/**
 * Gives an integration whose link is about to be shown to an owner a token that is good for a
 * while. One that is good still stays the same, so that a wizard that is open works on, and lives
 * longer once half of its time is over; one that has expired is replaced, so that no old link
 * comes to life again. Does nothing while a stack is bound: its updates come with its own token.
 *
 * @returns As it is afterwards: what the link is to be made from.
 * @throws TransientError
 */
export async function renewSetupToken(
  { integrations, now, randomBytes }: RenewTokenDependencies,
  integration: Integration,
): Promise<Integration> {
  if (!isToRenew(integration, now())) return integration;
  const renewed = await replaceIntegration(integrations, integration.integrationId, (current) => {
    const time = now();
    if (!isToRenew(current, time)) return current;
    const setupToken = isTokenExpired(current, time)
      ? formatSetupToken(current.integrationId, randomBytes(32))
      : current.setupToken;
    return { ...current, setupToken, tokenExpiresAt: tokenExpiryFrom(time) };
  });
  return renewed ?? integration;
}

function isToRenew({ connection, removedAt, tokenExpiresAt }: Integration, now: Date): boolean {
  const isBound = connection !== undefined && connection.deletedAt === undefined;
  if (isBound || removedAt !== undefined || tokenExpiresAt === undefined) return false;
  return new Date(tokenExpiresAt).getTime() - now.getTime() < LIFE_MILLISECONDS / 2;
}
