import type { Problem } from "../../../core/contract/problem.ts";

/**
 * What became of a request: the network did not carry it, nobody answered in time, the session
 * is over, the API refused it, or the API failed.
 */
export type ApiErrorKind = "offline" | "timeout" | "session" | "refused" | "failed";

/** A request that did not end well. Its message is the API's own `detail` where there is one. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  /** Of the answer; 0 where there was none. */
  readonly status: number;
  /** The kind of problem, for example `invalid-cursor`; undefined where the answer says none. */
  readonly code: string | undefined;
  /** Names the request in the service's log. */
  readonly requestId: string | undefined;
  readonly problem: Problem | undefined;

  constructor(
    kind: ApiErrorKind,
    message: string,
    more: { status?: number; problem?: Problem; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "ApiError";
    this.kind = kind;
    this.status = more.status ?? 0;
    this.problem = more.problem;
    this.code = more.problem?.type.split(":").at(-1);
    this.requestId = more.problem?.requestId;
  }
}

/** Whether nothing can be read until somebody signs in again. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof ApiError && error.kind === "session";
}

/** Reads what a refusal says (RFC 9457); an answer of another form keeps its status. */
export async function errorOf(response: Response): Promise<ApiError> {
  const { status } = response;
  const kind = status >= 500 || status === 429 ? "failed" : "refused";
  const problem = await problemOf(response);
  return new ApiError(status === 401 ? "session" : kind, problem?.detail ?? `HTTP ${status}`, {
    status,
    ...(problem && { problem }),
  });
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!(response.headers.get("content-type") ?? "").includes("problem+json")) return undefined;
  try {
    const problem = (await response.json()) as Partial<Problem>;
    const { type = "about:blank", title = "", detail } = problem;
    return { ...problem, type, title, status: response.status, detail: detail ?? title };
  } catch {
    return undefined;
  }
}
