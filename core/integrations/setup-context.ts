import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import { SETUP_TIMEOUT_SECONDS } from "../contract/customer-stack.ts";
import type { SetupMessage } from "../contract/setup-message.ts";
import { PermanentError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";
import type { SignedRequest } from "./custom-resource-request.ts";
import type { EnrollmentStore } from "./enrollment-port.ts";
import type { Connection, Integration, IntegrationStore } from "./port.ts";
import type { CustomerAccount, SetupRequestStore, StackResponder } from "./setup-port.ts";

/** What answering CloudFormation needs. */
export interface SetupDependencies {
  readonly integrations: IntegrationStore;
  readonly enrollments: Pick<EnrollmentStore, "get" | "replace">;
  readonly requests: SetupRequestStore;
  readonly account: CustomerAccount;
  readonly responder: StackResponder;
  readonly reconcile: Pick<Queue<ReconcileMessage>, "send">;
  /** Region that the product runs in. */
  readonly homeRegion: string;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
  readonly log: Log;
}

/** One request of CloudFormation, and how it came. */
export interface Setup extends SignedRequest {
  /** The integration whose token the request came with; null: nobody's. */
  readonly integrationId: string | null;
  /** The enrollment of which that integration is; absent: the token was its own. */
  readonly enrollmentId?: string;
  /** Whether the enrollment's token was replaced since. */
  readonly isFormerToken: boolean;
  /** When SNS took it. */
  readonly sentAt: Date;
}

/** A request must be decided by then: what is left is for sending the answer. */
const MARGIN_SECONDS = 60;

/** Until when a request may wait for what has to happen first, such as a role's propagation. */
export function decideBy(sentAt: Date): Date {
  return new Date(sentAt.getTime() + (SETUP_TIMEOUT_SECONDS - MARGIN_SECONDS) * 1000);
}

/** When CloudFormation stops waiting for an answer. */
export function answerBy(sentAt: Date): Date {
  return new Date(sentAt.getTime() + SETUP_TIMEOUT_SECONDS * 1000);
}

/** Joins a checked message with the request in it. */
export function setupOf(message: SetupMessage, signed: SignedRequest): Setup {
  const { integrationId, enrollmentId, isFormerToken = false, sentAt } = message;
  return {
    ...signed,
    integrationId,
    ...(enrollmentId === undefined ? {} : { enrollmentId }),
    isFormerToken,
    sentAt: new Date(sentAt),
  };
}

/** Whether a living integration belongs to a stack that is not being deleted. */
export function isBoundTo(
  integration: Integration,
  stackId: string,
): integration is Integration & { readonly connection: Connection } {
  const { connection, removedAt } = integration;
  return (
    removedAt === undefined && connection?.stackId === stackId && connection.deletedAt === undefined
  );
}

/**
 * Stops what a Delete of the same stack has overtaken: CloudFormation has rolled back.
 * @throws PermanentError `stack-deleted`
 */
export async function checkNotDeleted(
  { requests }: Pick<SetupDependencies, "requests">,
  { stack, sentAt }: Setup,
): Promise<void> {
  const deletedAt = await requests.deletedAt(stack.stackId);
  if (deletedAt !== undefined && deletedAt > sentAt) throw stackDeleted();
}

/** The refusal of a request whose stack no longer has, or never had, the integration. */
export function stackDeleted(): PermanentError {
  return new PermanentError(
    "stack-deleted",
    "The stack was deleted or rolled back, or its integration removed, before its setup had finished. Launch the stack again by the link of an integration.",
  );
}

/** The refusal of a request whose integration is unknown or was removed. */
export function integrationGone(integrationId: string | null | undefined): PermanentError {
  const which = integrationId ? `The integration ${integrationId}` : "The integration of this link";
  return new PermanentError(
    "integration-gone",
    `${which} does not exist, or was removed. Delete this stack, create a new integration and launch its stack.`,
  );
}
