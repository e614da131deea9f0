import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { Problem } from "../../core/contract/problem.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import { problemAnswer } from "./http-answer.ts";

/** Refusals that a caller may learn of: their status, and a title that never varies. */
const REFUSALS: Readonly<Record<string, readonly [status: number, title: string]>> = {
  "invalid-request": [400, "The request is not valid"],
  "invalid-cursor": [400, "The cursor is not valid"],
  unauthenticated: [401, "A valid credential is needed"],
  forbidden: [403, "The role is not enough"],
  "route-not-found": [404, "There is nothing at this address"],
  "organization-not-found": [404, "There is no such organization"],
  "image-not-found": [404, "There is no such image"],
  "vulnerability-not-found": [404, "There is no such vulnerability"],
  "package-not-found": [404, "There is no such package"],
  "repository-not-found": [404, "There is no such repository"],
  "enrollment-not-found": [404, "There is no such enrollment"],
  "integration-not-found": [404, "There is no such integration"],
  "member-not-found": [404, "There is no such member"],
  "invitation-not-found": [404, "There is no such invitation"],
  "token-not-found": [404, "There is no such token"],
  "not-analyzed": [404, "The image was not analysed yet"],
  "method-not-allowed": [405, "This method is not for this address"],
  "not-checked": [404, "The integration was not checked yet"],
  "not-removed": [404, "The integration was not removed"],
  "no-key": [409, "The integration has no key"],
  "integration-not-connected": [409, "The integration is not connected"],
  "integration-waiting": [409, "The integration waits for approval"],
  "no-approval-needed": [409, "The integration needs no approval"],
  "enrollment-closed": [409, "The enrollment is closed"],
  "last-owner": [409, "An organization needs an owner"],
  "members-busy": [409, "Somebody else changes the members"],
  "already-member": [409, "You are a member already"],
  "too-many-tokens": [409, "There are too many tokens"],
  "too-large": [413, "The body is too large"],
  "answer-too-large": [406, "The answer must be compressed"],
};

/** A refusal with more to say than its code and message. */
export class RefusalError extends PermanentError {
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: Problem["errors"];

  constructor(
    code: string,
    message: string,
    more: { headers?: Readonly<Record<string, string>>; errors?: Problem["errors"] } = {},
  ) {
    super(code, message);
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

/** Middleware: an error becomes a problem (RFC 9457); what is not the caller's stays in the log. */
export function problems(log: Log): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    onError(request) {
      // A middleware may have failed after the handler had answered.
      request.response = problemResponse(
        log,
        request.error,
        request.event.requestContext.requestId,
      );
    },
  };
}

function problemResponse(log: Log, error: unknown, requestId: string): APIGatewayProxyResult {
  const refusal = error instanceof PermanentError ? REFUSALS[error.code] : undefined;
  if (error instanceof PermanentError && refusal) {
    const [status, title] = refusal;
    const more = error instanceof RefusalError ? error : undefined;
    const challenge = status === 401 ? { "www-authenticate": "Bearer" } : {};
    const errors = more?.errors === undefined ? {} : { errors: more.errors };
    return problemAnswer(
      { type: error.code, title, status, detail: error.message, requestId, ...errors },
      { ...challenge, ...more?.headers },
    );
  }
  log.error("request failed", { requestId, error });
  if (error instanceof TransientError) {
    const detail = "A part of the service does not answer at the moment. Try again in a while.";
    const seconds = String(error.retryAfterSeconds ?? 5);
    return problemAnswer(
      { type: "unavailable", title: "Unavailable", status: 503, detail, requestId },
      { "retry-after": seconds },
    );
  }
  const detail = `Something went wrong in the service; its log names it by this requestId. Try again, and tell the operator if it stays.`;
  return problemAnswer({
    type: "internal",
    title: "Internal error",
    status: 500,
    detail,
    requestId,
  });
}
