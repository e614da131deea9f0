import type { BusEvent } from "../event.ts";

/** An event on its way to one target. Times in milliseconds since the epoch. */
export interface Delivery {
  readonly event: BusEvent;
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly deadLetterArn: string | undefined;
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
  readonly acceptedAt: number;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
}

/** What became of one attempt. `code` and `reason` are those of a dead letter. */
export type AttemptOutcome =
  | { readonly kind: "delivered" }
  | { readonly kind: "dropped"; readonly code: string; readonly reason: string }
  | {
      readonly kind: "retry";
      readonly code: string;
      readonly reason: string;
      /** What the endpoint asked for by Retry-After; negative: no more. */
      readonly retryAfterMs?: number | undefined;
    };

/** Why an event never reached its target. */
export interface UndeliveredEvent {
  readonly delivery: Delivery;
  readonly code: string;
  readonly reason: string;
  readonly exhausted: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | undefined;
}
