import type { SetupProperties } from "../contract/customer-stack.ts";
import { PermanentError } from "../errors.ts";
import { approvedAs } from "./approve-integration.ts";
import { isWaiting, waitingReason } from "./enrollment-approval.ts";
import { enrolledExternalId } from "./enrollment-identity.ts";
import type { Enrollment } from "./enrollment-port.ts";
import { takePlace } from "./enrollment-waiting.ts";
import { checkExternalId } from "./external-id.ts";
import type { Integration } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import {
  checkNotDeleted,
  integrationGone,
  isBoundTo,
  type Setup,
  type SetupDependencies,
} from "./setup-context.ts";
import { holdRegistry } from "./setup-registry.ts";
import { formatSetupToken } from "./setup-token.ts";
import { tokenExpiryFrom } from "./token-expiry.ts";

/**
 * The integration of a stack that was launched by an enrollment: the one of its account and
 * Region, which is made by the first message. An account that is not on the allow-list is put to
 * wait for approval. Each step may be repeated from the first one.
 *
 * @throws PermanentError `integration-gone`, `enrollment-closed`, `enrollment-token-replaced`,
 *   `external-id-mismatch`, `stack-deleted`, `registry-taken`, `too-many-waiting`; TransientError
 */
export async function enrolledIntegration(
  dependencies: SetupDependencies,
  setup: Setup,
  enrollmentId: string,
  properties: SetupProperties,
): Promise<Integration> {
  const { integrations, enrollments } = dependencies;
  const { integrationId, stack } = setup;
  if (integrationId === null) throw removedTooOften();
  const known = await integrations.get(integrationId);
  if (known?.removedAt !== undefined) throw integrationGone(integrationId);
  // A stack that is being set up goes on, whatever became of the enrollment meanwhile.
  if (known !== undefined && isBoundTo(known, stack.stackId))
    return settled(dependencies, known, setup);
  const enrollment = await enrollments.get(enrollmentId);
  checkOpen(enrollment, setup);
  if (known !== undefined) return settled(dependencies, known, setup);
  const externalId = enrolledExternalId(enrollment.externalIdPrefix, stack);
  checkExternalId(properties.ExternalId, { externalId, integrationId });
  await checkNotDeleted(dependencies, setup);
  const { account } = stack;
  const approval = await takePlace(dependencies, enrollmentId, { integrationId, account });
  // Before it is made, so that a registry that is taken leaves nothing.
  const claim = { organizationId: enrollment.organizationId, account, region: stack.region };
  await holdRegistry(integrations, claim, integrationId);
  const made = await create(dependencies, {
    ...newIntegration(dependencies, integrationId, enrollment),
    externalId,
    enrollment: { enrollmentId, approval },
    ...(approval === "waiting" ? { statusReason: waitingReason(account) } : {}),
  });
  return settled(dependencies, made, setup);
}

function newIntegration(
  { now, randomBytes }: SetupDependencies,
  integrationId: string,
  { organizationId, activation, scope }: Enrollment,
): Omit<Integration, "externalId"> {
  const time = now();
  return {
    integrationId,
    organizationId,
    version: 1,
    status: "pending",
    setupToken: formatSetupToken(integrationId, randomBytes(32)),
    keyHashes: [],
    activation,
    ...(scope === undefined ? {} : { scope }),
    createdAt: time.toISOString(),
    tokenExpiresAt: tokenExpiryFrom(time),
  };
}

/** As it is stored: another stack of the same registry may have been quicker. */
async function create(
  { integrations }: SetupDependencies,
  integration: Integration,
): Promise<Integration> {
  const { integrationId } = integration;
  try {
    await integrations.create(integration);
    return integration;
  } catch (error) {
    if (!(error instanceof PermanentError && error.code === "integration-exists")) throw error;
    const known = await integrations.get(integrationId);
    if (known === undefined || known.removedAt !== undefined) throw integrationGone(integrationId);
    return known;
  }
}

/**
 * An integration that waits, as it should be by now. Looked at after it was made: whoever extends
 * the allow-list after this look finds it, and what was extended before is seen here.
 */
async function settled(
  dependencies: SetupDependencies,
  integration: Integration,
  { stack: { account } }: Setup,
): Promise<Integration> {
  const { integrationId, enrollment } = integration;
  if (enrollment === undefined || !isWaiting(integration)) return integration;
  const place = { integrationId, account };
  if ((await takePlace(dependencies, enrollment.enrollmentId, place)) === "waiting") {
    return integration;
  }
  const changed = await replaceIntegration(dependencies.integrations, integrationId, (current) =>
    approvedAs(current, "allowed", dependencies.now().toISOString()),
  );
  return changed ?? integration;
}

/** @throws PermanentError `integration-gone`, `enrollment-closed`, `enrollment-token-replaced` */
function checkOpen(
  enrollment: Enrollment | undefined,
  { integrationId, isFormerToken }: Setup,
): asserts enrollment is Enrollment {
  if (enrollment === undefined) throw integrationGone(integrationId);
  const { name, closedAt } = enrollment;
  if (closedAt !== undefined) {
    throw new PermanentError(
      "enrollment-closed",
      `The enrollment "${name}" was closed at ${closedAt}, and takes no new stacks. Delete this stack; to connect more accounts, have an owner create another enrollment.`,
    );
  }
  if (!isFormerToken) return;
  throw new PermanentError(
    "enrollment-token-replaced",
    `The token of the enrollment "${name}" was replaced, and this stack was launched with an earlier one. Update the StackSet's parameter SetupEndpoint to what the enrollment shows now; then create this stack again.`,
  );
}

function removedTooOften(): PermanentError {
  return new PermanentError(
    "removed-too-often",
    "The integration of this account and Region was removed too often to be enrolled by the same enrollment again. Delete this stack, and have an owner create another enrollment.",
  );
}
