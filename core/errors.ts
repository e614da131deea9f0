/** A failure that retrying can't mend: the input, the configuration or a refusal is the cause. */
export class PermanentError extends Error {
  override readonly name: string = "PermanentError";
  /** A stable word for programs, for example `digest-mismatch`, `access-denied`. */
  readonly code: string;

  /** @param message One sentence for people: what happened, why, what to do. */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A failure that may pass: throttling, a time-out, a server's error. Try again later. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
  readonly code: string;
  /** Seconds to wait at least, where the other side said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    message: string,
    options?: ErrorOptions & { retryAfterSeconds?: number },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** An image, or a part of one, that we can't analyse by design (schema 1, foreign layers). */
export class UnsupportedError extends PermanentError {
  override readonly name = "UnsupportedError";
}
