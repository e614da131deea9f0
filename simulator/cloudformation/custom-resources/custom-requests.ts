import { setTimeout as delay } from "node:timers/promises";
import { ResourceStepError, type CallService } from "../providers/provider.ts";
import type { Collection } from "../../state/collection.ts";
import type { CustomRequest } from "./custom-request.ts";

/** An answered request is remembered as long: nobody resumes it, or answers it, any later. */
const REMEMBERED_MS = 24 * 3600 * 1000;
const SUBJECT = "AWS CloudFormation custom resource request";

/** Requests to custom resources, over restarts. */
export interface CustomRequests {
  /**
   * Publishes a request and waits for its answer; goes on waiting where an earlier run published
   * it already.
   *
   * @param fresh Makes the request unless it is there.
   * @returns the answer's body; undefined when none came in time
   * @throws ResourceStepError (nobody was asked) when it could not be published
   * @throws what `signal` was aborted with
   */
  ask(
    requestId: string,
    fresh: () => CustomRequest,
    call: CallService,
    signal: AbortSignal,
  ): Promise<{ readonly request: CustomRequest; readonly body: string | undefined }>;
  /** Takes an answer; the first one counts. */
  answer(requestId: string, body: string): void;
}

/** Opens the requests on the simulator's state. */
export function openCustomRequests(
  stored: Collection<CustomRequest>,
  now: () => Date,
): CustomRequests {
  const waiting = new Map<string, (body: string) => void>();
  for (const [requestId, { createdAt }] of stored.entries()) {
    if (createdAt + REMEMBERED_MS < now().getTime()) stored.delete(requestId);
  }

  async function publish(request: CustomRequest, call: CallService): Promise<void> {
    const { topicArn, message } = request;
    try {
      await call("sns", "Publish", { TopicArn: topicArn, Subject: SUBJECT, Message: message });
    } catch (error) {
      stored.delete(request.requestId);
      const reason = error instanceof Error ? error.message : String(error);
      throw new ResourceStepError(reason, { wasAsked: false, cause: error });
    }
    // The answer may be there already.
    const current = stored.get(request.requestId) ?? request;
    stored.put(request.requestId, { ...current, isPublished: true });
  }

  return {
    async ask(requestId, fresh, call, signal) {
      const request = stored.get(requestId) ?? fresh();
      stored.put(requestId, request);
      if (!request.isPublished) await publish(request, call);
      const early = stored.get(requestId)?.response;
      if (early !== undefined) return { request, body: early };
      const body = await answerOf(request, now, signal, (resolve) => {
        waiting.set(requestId, resolve);
      }).finally(() => waiting.delete(requestId));
      return { request, body };
    },
    answer(requestId, body) {
      const request = stored.get(requestId);
      if (request === undefined || request.response !== undefined) return;
      stored.put(requestId, { ...request, response: body });
      waiting.get(requestId)?.(body);
    },
  };
}

async function answerOf(
  { deadline }: CustomRequest,
  now: () => Date,
  signal: AbortSignal,
  listen: (resolve: (body: string) => void) => void,
): Promise<string | undefined> {
  const waited = new AbortController();
  const ends = AbortSignal.any([signal, waited.signal]);
  const answered = new Promise<string>((resolve) => {
    listen(resolve);
  });
  const late = delay(Math.max(0, deadline - now().getTime()), undefined, { signal: ends }).catch(
    (error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    },
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    late.catch(() => undefined);
    waited.abort();
  }
}
