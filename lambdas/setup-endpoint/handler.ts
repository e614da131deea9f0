import { setTimeout } from "node:timers/promises";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { PermanentError, TransientError } from "../../core/errors.ts";
import {
  type SetupDeliveryDependencies,
  takeDelivery,
} from "../../core/integrations/setup-delivery.ts";
import { MAX_SNS_BODY_BYTES } from "../../core/integrations/sns-message.ts";
import { jsonAnswer, problemAnswer } from "../runtime/http-answer.ts";

/** What is kept of the function's time for saying that it ran out: SNS then sends again. */
const RESERVE_MILLISECONDS = 1000;

/** Statuses of what SNS is not to send again; it repeats 5xx and 429 alone. */
const STATUS: Readonly<Record<string, number>> = {
  "malformed-sns-message": 400,
  "malformed-topic-arn": 400,
  "malformed-confirmation-token": 400,
  "unknown-token": 404,
  "too-large": 413,
  "sns-message-too-large": 413,
};

const TITLES: Readonly<Record<number, string>> = {
  400: "The message is malformed",
  403: "The message is not trusted",
  404: "The token is unknown",
  413: "The message is too large",
  500: "Internal error",
  503: "Unavailable",
};

/**
 * POST /v1/setup/{token}, called by SNS for the topics of customers' stacks. SNS waits 15
 * seconds: what can't be done at once goes to a queue.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
 */
export function createHandler(
  dependencies: SetupDeliveryDependencies,
): (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult> {
  return async (event, context) => {
    const stop = new AbortController();
    try {
      const time = Math.max(0, context.getRemainingTimeInMillis() - RESERVE_MILLISECONDS);
      const status = await Promise.race([
        takeDelivery(dependencies, tokenOf(event), bodyOf(event)),
        tooSlow(time, stop.signal),
      ]);
      return jsonAnswer(200, { status });
    } catch (error) {
      return failure(dependencies, error);
    } finally {
      stop.abort();
    }
  };
}

/** By the route's parameter, or by the path where one route takes them all. */
function tokenOf({ pathParameters, path }: APIGatewayProxyEvent): string {
  return pathParameters?.["token"] ?? path.slice(path.lastIndexOf("/") + 1);
}

function bodyOf({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer {
  const text = body ?? "";
  // Base64 has a third more characters than bytes; what is far beyond is not even decoded.
  if (text.length > 2 * MAX_SNS_BODY_BYTES) {
    throw new PermanentError("too-large", "The body is larger than any message of SNS.");
  }
  return Buffer.from(text, isBase64Encoded ? "base64" : "utf8");
}

async function tooSlow(milliseconds: number, signal: AbortSignal): Promise<never> {
  await setTimeout(milliseconds, undefined, { signal });
  throw new TransientError(
    "too-slow",
    "The message was not taken in time. SNS sends it again, and nothing is done twice.",
  );
}

function failure({ log }: SetupDeliveryDependencies, error: unknown): APIGatewayProxyResult {
  if (error instanceof PermanentError) {
    const status = STATUS[error.code] ?? 403;
    log.warn("setup message refused", { status, code: error.code, reason: error.message });
    return problem(status, error.code, error.message);
  }
  log.error("setup message not taken", { error });
  if (error instanceof TransientError) {
    return problem(503, "unavailable", "The message could not be taken now. Send it again.");
  }
  return problem(500, "internal", "The message could not be taken. Send it again.");
}

function problem(status: number, code: string, detail: string): APIGatewayProxyResult {
  return problemAnswer({ type: code, title: TITLES[status] ?? "Refused", status, detail });
}
