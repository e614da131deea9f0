import type { CustomResourceResponse } from "../contract/custom-resource.ts";
import { COMPLETE_RESOURCE, SETUP_RESOURCE } from "../contract/customer-stack.ts";
import type { SetupMessage } from "../contract/setup-message.ts";
import { PermanentError, TransientError } from "../errors.ts";
import { answerTo } from "./custom-resource-answer.ts";
import { parseSetupRequest } from "./custom-resource-request.ts";
import { responseUrl } from "./custom-resource-url.ts";
import { sendAnswer, sendLastAnswer } from "./setup-answer.ts";
import { createComplete, updateComplete } from "./setup-complete.ts";
import { decideBy, type Setup, type SetupDependencies, setupOf } from "./setup-context.ts";
import { createSetup } from "./setup-create.ts";
import { deleteResource } from "./setup-delete.ts";
import { noteFailure, reasonOf } from "./setup-failure.ts";
import { updateSetup } from "./setup-update.ts";

/** A request that somebody else works on is looked at again after so long. */
const BUSY_SECONDS = 5;

/** One delivery of a setup message. */
export interface SetupAttempt {
  /** Names it and no other. */
  readonly owner: string;
  /** A little after the attempt's own end: nobody else works on the request before. */
  readonly leaseUntil: Date;
  /** Whether the message will not come again. */
  readonly isLast: boolean;
}

/**
 * Answers a request of CloudFormation for one of our custom resources. The answer is written
 * down before it is sent, so that a repetition sends the same; until then each step is repeated
 * from the first one. A refusal becomes an answer of FAILED, Delete always succeeds.
 *
 * @throws PermanentError `malformed-setup-request`, `foreign-stack`, `response-url-refused`: there
 *   is nobody to answer; anything else when the message is to come again
 */
export async function handleSetupMessage(
  dependencies: SetupDependencies,
  message: SetupMessage,
  attempt: SetupAttempt,
): Promise<void> {
  const setup = setupOf(message, parseSetupRequest(message));
  const url = await addressOf(dependencies, setup);
  const mustDecide = attempt.isLast || dependencies.now() >= decideBy(setup.sentAt);
  try {
    await work(dependencies, setup, url, { ...attempt, mustDecide });
  } catch (error) {
    // What a Delete has to do is done by a later delivery; its stack must not wait for that.
    if (mustDecide && setup.request.RequestType === "Delete") {
      await sendLastAnswer(dependencies, setup, url, successOf(setup));
    }
    throw error;
  }
}

/** Where to answer; the integration shows it when that is no place of CloudFormation. */
async function addressOf(dependencies: SetupDependencies, setup: Setup): Promise<URL> {
  const { request, stack } = setup;
  try {
    return responseUrl(request.ResponseURL, stack.region);
  } catch (error) {
    if (request.RequestType === "Delete") await deleteResource(dependencies, setup);
    else await noteFailure(dependencies, setup, reasonOf(error));
    throw error;
  }
}

interface Work extends SetupAttempt {
  /** Whether there is no time to wait for anything. */
  readonly mustDecide: boolean;
}

async function work(
  dependencies: SetupDependencies,
  setup: Setup,
  url: URL,
  attempt: Work,
): Promise<void> {
  const { requests, now, log } = dependencies;
  const key = { stackId: setup.stack.stackId, requestId: setup.request.RequestId };
  const taken = await requests.take(key, attempt.owner, now(), attempt.leaseUntil);
  if (taken.kind === "busy") {
    throw new TransientError("setup-busy", "Another delivery of the request is being worked on.", {
      retryAfterSeconds: BUSY_SECONDS,
    });
  }
  try {
    const answer = taken.answer ?? (await decide(dependencies, setup, attempt));
    await sendAnswer(dependencies, setup, url, answer, attempt.isLast);
  } finally {
    await requests.release(key, attempt.owner).catch((error: unknown) => {
      log.warn("setup lease not released", { ...key, error });
    });
  }
}

/** Decides on the answer and writes it down. */
async function decide(
  dependencies: SetupDependencies,
  setup: Setup,
  { owner, mustDecide }: Work,
): Promise<CustomResourceResponse> {
  const { requests } = dependencies;
  const reason = await failureOf(dependencies, setup, mustDecide);
  const answer = answerTo(setup.request, setup.integrationId, reason);
  const key = { stackId: setup.stack.stackId, requestId: setup.request.RequestId };
  if (await requests.decide(key, owner, answer)) return answer;
  throw new TransientError(
    "setup-lease-lost",
    "The request took longer than its lease, and another delivery works on it.",
    { retryAfterSeconds: BUSY_SECONDS },
  );
}

/** Does what is asked for. @returns Why that failed for good; undefined: it succeeded. */
async function failureOf(
  dependencies: SetupDependencies,
  setup: Setup,
  mustDecide: boolean,
): Promise<string | undefined> {
  try {
    await perform(dependencies, setup);
    return undefined;
  } catch (error) {
    const isFinal = error instanceof PermanentError || mustDecide;
    if (!isFinal || setup.request.RequestType === "Delete") throw error;
    const { request, stack, integrationId } = setup;
    const reason = reasonOf(error);
    dependencies.log.warn("setup refused", {
      integrationId,
      stackId: stack.stackId,
      requestType: request.RequestType,
      resourceType: request.ResourceType,
      reason,
      error,
    });
    await noteFailure(dependencies, setup, reason);
    return reason;
  }
}

async function perform(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { RequestType, ResourceType } = setup.request;
  if (RequestType === "Delete") return deleteResource(dependencies, setup);
  if (ResourceType === SETUP_RESOURCE) {
    return RequestType === "Create"
      ? createSetup(dependencies, setup)
      : updateSetup(dependencies, setup);
  }
  if (ResourceType === COMPLETE_RESOURCE) {
    return RequestType === "Create"
      ? createComplete(dependencies, setup)
      : updateComplete(dependencies, setup);
  }
  throw new PermanentError(
    "unknown-resource-type",
    `This service knows no custom resource of type ${ResourceType}, only ${SETUP_RESOURCE} and ${COMPLETE_RESOURCE}. Launch the template unchanged.`,
  );
}

function successOf(setup: Setup): CustomResourceResponse {
  return answerTo(setup.request, setup.integrationId, undefined);
}
