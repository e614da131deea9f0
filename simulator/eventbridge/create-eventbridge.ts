import type { DatabaseSync } from "node:sqlite";
import type { PublicNames } from "../options.ts";
import type { Authorize, JsonService } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import { findDestination } from "./context.ts";
import type { EventBridgeContext } from "./context.ts";
import { attemptDelivery } from "./delivery/attempt-delivery.ts";
import type { ServiceMay } from "./delivery/attempt-delivery.ts";
import { deadLetter } from "./delivery/dead-letter.ts";
import type { SendDeadLetter } from "./delivery/dead-letter.ts";
import type { UndeliveredEvent } from "./delivery/delivery.ts";
import { openDeliveryQueue } from "./delivery/delivery-queue.ts";
import { ENDPOINT_TIMEOUT_MS } from "./delivery/invoke-endpoint.ts";
import { createRateLimit } from "./delivery/rate-limit.ts";
import type { PublishEvent } from "./event.ts";
import { createEventBus } from "./event-bus.ts";
import { eventBridgeOperations } from "./operations/operations.ts";

/** First retry after about a second, then longer, up to ten minutes. */
const BACKOFF_BASE_MS = 1000;
const BACKOFF_CAP_MS = 10 * 60 * 1000;
const DEFAULT_RATE = 300;

/** What EventBridge rests on. */
export interface EventBridgeOptions {
  readonly database: DatabaseSync;
  readonly names: PublicNames;
  readonly authorize: Authorize;
  readonly serviceMay: ServiceMay;
  /** SQS, for targets with a dead-letter queue; without it their letters are lost. */
  readonly sendDeadLetter?: SendDeadLetter;
  /** Told of every event that is given up, so that a person can see it. */
  readonly onUndelivered?: (event: UndeliveredEvent) => void;
  readonly now?: () => Date;
  /** Delay before the first retry, milliseconds. */
  readonly retryBaseMs?: number;
  /** How long an endpoint may take, milliseconds. */
  readonly endpointTimeoutMs?: number;
}

/** The simulated EventBridge. */
export interface EventBridge {
  readonly service: JsonService;
  /** For other services' events. */
  readonly publish: PublishEvent;
  /** Stops deliveries; they go on after the next start. */
  close(): Promise<void>;
}

/** Opens EventBridge on the simulator's state and goes on delivering. */
export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { database, names, authorize, serviceMay } = options;
  const context: EventBridgeContext = {
    rules: openCollection(database, "events-rules"),
    connections: openCollection(database, "events-connections"),
    destinations: openCollection(database, "events-api-destinations"),
    authorize,
    now: options.now ?? (() => new Date()),
  };
  const timeoutMs = options.endpointTimeoutMs ?? ENDPOINT_TIMEOUT_MS;
  const queue = openDeliveryQueue({
    pending: openCollection(database, "events-deliveries"),
    attempt: (delivery, signal) =>
      attemptDelivery({ context, names, serviceMay, timeoutMs }, delivery, signal),
    undelivered: (event) => giveUp(options, event),
    reserve: createRateLimit((arn) => findDestination(context, arn)?.ratePerSecond ?? DEFAULT_RATE),
    backoff: {
      baseMs: options.retryBaseMs ?? BACKOFF_BASE_MS,
      capMs: BACKOFF_CAP_MS,
      random: Math.random,
    },
    now: context.now,
  });
  const publish = createEventBus(context, queue);
  return {
    service: {
      protocol: "json-1.1",
      targetPrefix: "AWSEvents",
      operations: eventBridgeOperations(context, publish),
    },
    publish,
    close: () => queue.close(),
  };
}

async function giveUp(options: EventBridgeOptions, event: UndeliveredEvent): Promise<void> {
  options.onUndelivered?.(event);
  const { deadLetterArn, ruleArn } = event.delivery;
  if (deadLetterArn === undefined) return;
  // A letter that the queue refuses is lost, as with AWS.
  await options.sendDeadLetter?.(deadLetterArn, ruleArn, deadLetter(event)).catch(() => undefined);
}
