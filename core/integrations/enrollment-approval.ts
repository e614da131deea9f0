import type { IntegrationStatus } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { AllowedAccounts } from "./enrollment-port.ts";
import type { Integration } from "./port.ts";

/** Whether an owner has to approve an integration's account before anything of it is read. */
export function isWaiting({ enrollment }: Pick<Integration, "enrollment">): boolean {
  return enrollment?.approval === "waiting";
}

/** Whether an account of an enrollment needs nobody's approval. */
export function isAllowed(allowed: AllowedAccounts, account: string): boolean {
  return allowed === "*" || allowed.includes(account);
}

/** What an integration that waits says of itself. */
export function waitingReason(account: string): string {
  return `Account ${account} is not on the allow-list of the enrollment by which its stack was launched, so nothing of its registry is read. An owner approves it, or puts the account on the list; or removes the integration, and has the stack deleted.`;
}

/**
 * An integration whose stack is well: with a status and without a reason, or still pending, with
 * the reason, while it waits for approval.
 */
export function withStatus<T extends Integration>(integration: T, status: IntegrationStatus): T {
  const { statusReason: _, ...rest } = integration;
  const account = integration.connection?.account;
  if (!isWaiting(integration) || account === undefined) return { ...rest, status } as T;
  return { ...rest, status: "pending", statusReason: waitingReason(account) } as T;
}

/** @throws PermanentError `integration-waiting`, when nothing may be read of an integration's account */
export function checkApproved(integration: Integration): void {
  if (!isWaiting(integration)) return;
  throw new PermanentError(
    "integration-waiting",
    "Nothing may be read of this registry yet: its account waits for the approval of an owner. Approve it, or remove the integration.",
  );
}
