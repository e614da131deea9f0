import { errors } from "undici";
import { errorCode } from "../../core/error-code.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";

/** What was asked for, so that a refusal can say it. */
export interface Asked {
  /** For people, for example `manifest 1.2 of team/app`. */
  readonly what: string;
  /** `host[:port]` of who answered. */
  readonly host: string;
  /** Code of the error where it is not there, for example `blob-unknown`. */
  readonly missing: string;
}

/** An answer that is not what was asked for. */
export interface Refusal {
  readonly status: number;
  /** `Retry-After`: seconds or a date (RFC 9110, section 10.2.3). */
  readonly retryAfter: string | undefined;
  /** Code and message of the registry's own error, already made harmless. */
  readonly detail: string | undefined;
}

/** The error that a status other than success stands for. */
export function failureOf(asked: Asked, refusal: Refusal, now: Date): Error {
  const { status } = refusal;
  const said = refusal.detail === undefined ? "" : ` It says: ${refusal.detail}`;
  const answered = `${asked.host} answered ${status} for ${asked.what}`;
  if (status === 401) {
    return new PermanentError(
      "unauthorized",
      `${answered}: it accepts no anonymous access, or not these credentials. Log in to it and try again.${said}`,
    );
  }
  if (status === 403) {
    return new PermanentError(
      "access-denied",
      `${answered}: access is denied. Check that these credentials may pull from the repository.${said}`,
    );
  }
  if (status === 404) {
    return new PermanentError(
      asked.missing,
      `${answered}: it is not there. Check the repository's name and the tag or digest; it may have been deleted.${said}`,
    );
  }
  const retryAfterSeconds = parseRetryAfter(refusal.retryAfter, now);
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (status === 429) {
    return new TransientError(
      "throttled",
      `${answered}: too many requests. Try again later.${said}`,
      wait,
    );
  }
  if (status >= 500 || status === 408) {
    return new TransientError(
      "registry-error",
      `${answered}: it has a fault of its own. Try again later.${said}`,
      wait,
    );
  }
  return new PermanentError(
    "unexpected-answer",
    `${answered}, which the registry protocol does not know. Check that ${asked.host} is a container registry.${said}`,
  );
}

/**
 * The error that a broken request or body stands for. Typed errors and the caller's
 * own abort pass as they are.
 */
export function networkFailure(asked: Asked, error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return error;
  const known = findTyped(error);
  if (known !== undefined) return known;
  if (error instanceof errors.BodyTimeoutError || error instanceof errors.HeadersTimeoutError) {
    return new TransientError(
      "stalled",
      `${asked.host} stopped sending ${asked.what}. Try again later.`,
      { cause: error },
    );
  }
  return new TransientError(
    "unreachable",
    `${asked.host} could not be read for ${asked.what} (${errorCode(error) ?? "unknown error"}). Check the name and the network, and try again.`,
    { cause: error },
  );
}

/** Seconds to wait, or undefined where the header is absent or unreadable. */
function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}

/** A typed error of ours within what undici or Node.js made of it. */
function findTyped(error: unknown): Error | undefined {
  let current = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (current instanceof PermanentError || current instanceof TransientError) return current;
    if (typeof current !== "object" || current === null || !("cause" in current)) break;
    current = current.cause;
  }
  return undefined;
}
