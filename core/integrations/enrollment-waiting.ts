import { PermanentError } from "../errors.ts";
import { isAllowed, isWaiting } from "./enrollment-approval.ts";
import type { Enrollment, EnrollmentStore, WaitingIntegration } from "./enrollment-port.ts";
import { replaceEnrollment } from "./enrollment-replace.ts";
import type { IntegrationStore } from "./port.ts";
import { lookUpAll } from "./look-up-all.ts";

/** A token that leaked fills no more than this: each of them is an integration that is stored. */
export const MAX_WAITING = 1000;

/** A full list is looked through once in a while, not for each message that finds it full. */
const SETTLE_EVERY_MILLISECONDS = 10 * 60_000;

/** What `takePlace` needs. */
export interface TakePlaceDependencies {
  readonly enrollments: Pick<EnrollmentStore, "get" | "replace">;
  readonly integrations: Pick<IntegrationStore, "get">;
  readonly now: () => Date;
}

/**
 * Whether an account of an enrollment is allowed as the enrollment is now; one that is not gets
 * a place among those that wait. Repeating it is harmless.
 *
 * @throws PermanentError `too-many-waiting` when all places are taken; TransientError
 */
export async function takePlace(
  dependencies: TakePlaceDependencies,
  enrollmentId: string,
  place: WaitingIntegration,
): Promise<"allowed" | "waiting"> {
  const { enrollments, now } = dependencies;
  const seen = await enrollments.get(enrollmentId);
  if (seen !== undefined && isFull(seen, place) && isToSettle(seen, now())) {
    await settleWaiting(dependencies, seen);
  }
  const enrollment = await replaceEnrollment(enrollments, enrollmentId, (current) => {
    if (isAllowed(current.allowedAccounts, place.account) || hasPlace(current, place)) {
      return current;
    }
    if (isFull(current, place)) throw tooManyWaiting(current);
    return { ...current, waiting: [...current.waiting, place] };
  });
  const allowed = enrollment?.allowedAccounts ?? [];
  return isAllowed(allowed, place.account) ? "allowed" : "waiting";
}

/** Leaves those out that wait no more: they were approved or removed, or never came to be. */
async function settleWaiting(
  { enrollments, integrations, now }: TakePlaceDependencies,
  { enrollmentId, waiting }: Enrollment,
): Promise<void> {
  const found = await lookUpAll(
    integrations,
    waiting.map(({ integrationId }) => integrationId),
  );
  const living = new Set(
    found
      .filter((integration) => integration.removedAt === undefined && isWaiting(integration))
      .map(({ integrationId }) => integrationId),
  );
  const looked = new Set(waiting.map(({ integrationId }) => integrationId));
  const waitingSettledAt = now().toISOString();
  await replaceEnrollment(enrollments, enrollmentId, (current) => ({
    ...current,
    waiting: current.waiting.filter(
      ({ integrationId }) => !looked.has(integrationId) || living.has(integrationId),
    ),
    waitingSettledAt,
  }));
}

function hasPlace({ waiting }: Enrollment, { integrationId }: WaitingIntegration): boolean {
  return waiting.some((one) => one.integrationId === integrationId);
}

function isFull(enrollment: Enrollment, place: WaitingIntegration): boolean {
  return (
    enrollment.waiting.length >= MAX_WAITING &&
    !hasPlace(enrollment, place) &&
    !isAllowed(enrollment.allowedAccounts, place.account)
  );
}

function isToSettle({ waitingSettledAt }: Enrollment, now: Date): boolean {
  if (waitingSettledAt === undefined) return true;
  return now.getTime() - Date.parse(waitingSettledAt) >= SETTLE_EVERY_MILLISECONDS;
}

function tooManyWaiting({ name }: Enrollment): PermanentError {
  return new PermanentError(
    "too-many-waiting",
    `${MAX_WAITING} accounts of the enrollment "${name}" wait for approval already. Have an owner put this account on the enrollment's allow-list, or approve or remove those that wait; then delete this stack, and launch it again.`,
  );
}
