import type { CustomResourceResponse } from "../contract/custom-resource.ts";
import { PermanentError } from "../errors.ts";
import { answerBy, type Setup, type SetupDependencies } from "./setup-context.ts";

type Dependencies = Pick<SetupDependencies, "responder" | "now" | "log">;

/**
 * Sends a decided answer to CloudFormation. One that is refused, or can't be sent until
 * CloudFormation has stopped waiting, is given up with an error in the log.
 *
 * @throws whatever the responder throws, while there is time to try again
 */
export async function sendAnswer(
  { responder, now, log }: Dependencies,
  setup: Setup,
  url: URL,
  answer: CustomResourceResponse,
  isLast: boolean,
): Promise<void> {
  const about = aboutOf(setup, answer);
  try {
    await responder.respond(url, answer);
    log.info("setup answered", about);
  } catch (error) {
    if (error instanceof PermanentError) {
      log.error("setup answer refused", { ...about, error });
      return;
    }
    if (!isLast && now() < answerBy(setup.sentAt)) throw error;
    log.error("setup answer given up", { ...about, error });
  }
}

/** Sends an answer that could not be decided on in time, as well as it can be. */
export async function sendLastAnswer(
  { responder, log }: Dependencies,
  setup: Setup,
  url: URL,
  answer: CustomResourceResponse,
): Promise<void> {
  try {
    await responder.respond(url, answer);
    log.warn("setup answered before it was done", aboutOf(setup, answer));
  } catch (error) {
    log.error("setup answer given up", { ...aboutOf(setup, answer), error });
  }
}

/** Never the address: whoever has it may answer. */
function aboutOf({ request, stack, integrationId }: Setup, answer: CustomResourceResponse) {
  return {
    integrationId,
    stackId: stack.stackId,
    requestId: request.RequestId,
    requestType: request.RequestType,
    resourceType: request.ResourceType,
    status: answer.Status,
  };
}
