import type { Activation, Delivery } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import { type ApproveDependencies, approveIntegrations } from "./approve-integration.ts";
import { isAllowed, isWaiting } from "./enrollment-approval.ts";
import type { AllowedAccounts, Enrollment, EnrollmentStore } from "./enrollment-port.ts";
import { replaceEnrollment } from "./enrollment-replace.ts";
import { lookUpAll } from "./look-up-all.ts";
import { formatSetupToken, hashSetupToken } from "./setup-token.ts";

/** Tokens that stacks may have been launched with; those of a longer-lived one can't be updated. */
const MAX_FORMER_TOKENS = 50;

/** Bytes of what begins the external IDs of an enrollment's stacks. */
const PREFIX_BYTES = 16;

/** What making and changing enrollments needs. */
export interface EnrollmentDependencies extends ApproveDependencies {
  readonly enrollments: EnrollmentStore;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/** What is asked for. */
export interface NewEnrollment {
  readonly organizationId: string;
  readonly name: string;
  readonly allowedAccounts: AllowedAccounts;
  readonly activation: Activation;
  readonly delivery: Delivery;
  /** Undefined: all repositories. */
  readonly scope?: readonly string[] | undefined;
}

/** Creates an open enrollment. Whether the caller may do so is the caller's to check. */
export async function createEnrollment(
  { enrollments, now, randomBytes }: EnrollmentDependencies,
  { scope, delivery, ...wanted }: NewEnrollment,
): Promise<Enrollment> {
  const enrollmentId = randomBytes(8).toString("hex");
  const enrollment: Enrollment = {
    ...wanted,
    ...(scope === undefined ? {} : { scope }),
    ...(delivery === "events" ? {} : { delivery }),
    enrollmentId,
    version: 1,
    externalIdPrefix: randomBytes(PREFIX_BYTES).toString("hex"),
    setupToken: formatSetupToken(enrollmentId, randomBytes(32)),
    formerTokens: [],
    waiting: [],
    createdAt: now().toISOString(),
  };
  await enrollments.create(enrollment);
  return enrollment;
}

/** What may be changed; undefined stays as it is. */
export interface EnrollmentChange {
  readonly name?: string | undefined;
  readonly allowedAccounts?: AllowedAccounts | undefined;
  /** Of integrations that come from now on. */
  readonly activation?: Activation | undefined;
}

/**
 * Changes an enrollment. Accounts that wait and are on its allow-list now are let in; those that
 * are no longer on it stay as they are. A repetition does what a crash has left undone.
 *
 * @throws PermanentError `enrollment-closed`; TransientError
 */
export async function changeEnrollment(
  dependencies: EnrollmentDependencies,
  enrollmentId: string,
  { name, allowedAccounts, activation }: EnrollmentChange,
): Promise<Enrollment | undefined> {
  const { enrollments, integrations } = dependencies;
  const changed = await replaceEnrollment(enrollments, enrollmentId, (current) => {
    checkOpen(current);
    return {
      ...current,
      ...(name === undefined ? {} : { name }),
      ...(allowedAccounts === undefined ? {} : { allowedAccounts }),
      ...(activation === undefined ? {} : { activation }),
    };
  });
  if (changed === undefined || allowedAccounts === undefined) return changed;
  const ids = changed.waiting
    .filter(({ account }) => isAllowed(changed.allowedAccounts, account))
    .map(({ integrationId }) => integrationId);
  const found = await lookUpAll(integrations, ids);
  await approveIntegrations(dependencies, found.filter(isWaiting), "allowed");
  return changed;
}

/**
 * Gives an enrollment another token: the one before launches no new stacks, and those that were
 * launched with it go on.
 *
 * @throws PermanentError `enrollment-closed`; TransientError
 */
export async function renewEnrollmentToken(
  { enrollments, randomBytes }: EnrollmentDependencies,
  enrollmentId: string,
): Promise<Enrollment | undefined> {
  return replaceEnrollment(enrollments, enrollmentId, (current) => {
    checkOpen(current);
    const formerTokens = [hashSetupToken(current.setupToken), ...current.formerTokens];
    return {
      ...current,
      setupToken: formatSetupToken(enrollmentId, randomBytes(32)),
      formerTokens: formerTokens.slice(0, MAX_FORMER_TOKENS),
    };
  });
}

/** Closes an enrollment for good: it takes no new stacks, and those that are connected stay. */
export async function closeEnrollment(
  { enrollments, now }: EnrollmentDependencies,
  enrollmentId: string,
): Promise<Enrollment | undefined> {
  return replaceEnrollment(enrollments, enrollmentId, (current) =>
    current.closedAt === undefined ? { ...current, closedAt: now().toISOString() } : current,
  );
}

function checkOpen({ closedAt }: Enrollment): void {
  if (closedAt === undefined) return;
  throw new PermanentError(
    "enrollment-closed",
    "The enrollment was closed, for good. Create another one to connect more accounts.",
  );
}
