import { randomUUID } from "node:crypto";

/** An event on an account's default bus, as targets receive it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339 in UTC, seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Puts an event on the default bus of its account and Region. Resolves when every delivery that it
 * causes is on disk.
 */
export type PublishEvent = (event: BusEvent) => Promise<void>;

/** Parts of an event that its source decides. */
export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly accountId: string;
  readonly region: string;
  readonly time: Date;
  readonly resources?: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Wraps a detail in the envelope.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function busEvent(content: EventContent): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": content.detailType,
    source: content.source,
    account: content.accountId,
    time: eventTime(content.time),
    region: content.region,
    resources: content.resources ?? [],
    detail: content.detail,
  };
}

/** EventBridge writes whole seconds. */
export function eventTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}
