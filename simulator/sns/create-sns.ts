import type { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import type { Authorizer } from "../iam/authorizer.ts";
import type { PublicNames } from "../options.ts";
import type { PublicSite } from "../public/public-site.ts";
import type { ResolveCaller } from "../server/caller.ts";
import type { QueryService } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import type { SnsContext } from "./context.ts";
import { openDeliveryQueue, type Delivery } from "./delivery/delivery-queue.ts";
import { confirmSubscription, confirmUnsigned } from "./operations/confirm-subscription.ts";
import { publish } from "./operations/publish.ts";
import { subscribe } from "./operations/subscribe.ts";
import { subscriptionOperations } from "./operations/subscriptions.ts";
import { tagOperations } from "./operations/tags.ts";
import { topicOperations } from "./operations/topics.ts";
import { unsubscribe, unsubscribeUnsigned } from "./operations/unsubscribe.ts";
import { snsPublicSite } from "./public-site.ts";
import { openSigningKeys } from "./signing-key.ts";

/** SNS waits so long for an endpoint's answer, milliseconds. */
const ENDPOINT_TIMEOUT_MS = 15_000;

/** What SNS rests on. */
export interface SnsOptions {
  readonly database: DatabaseSync;
  readonly regions: readonly string[];
  readonly names: PublicNames;
  readonly authorizer: Authorizer;
  /** For what comes to SNS's public name. */
  readonly resolveCaller: ResolveCaller;
  /** Hears why a message was given up on. */
  readonly onUndelivered?: (reason: string) => void;
  readonly now: () => Date;
  /** How long a second of the retry policies takes, milliseconds. */
  readonly retrySecondMs?: number | undefined;
  /** How long an endpoint may take, milliseconds. */
  readonly endpointTimeoutMs?: number;
}

/** The simulated SNS. */
export interface Sns {
  readonly service: QueryService;
  readonly publicSite: PublicSite;
  /** Waits until every endpoint has its confirmation message, or the time or `signal` is over. */
  confirmationsArrived(maximumMs: number, signal: AbortSignal): Promise<void>;
  /** Stops deliveries; they go on after the next start. */
  close(): Promise<void>;
}

/** Opens SNS on the simulator's state and goes on delivering: standard topics, https endpoints. */
export function createSns(options: SnsOptions): Sns {
  const { database, regions, names, authorizer, now } = options;
  const pending = openCollection<Delivery>(database, "sns-deliveries");
  const deliveries = openDeliveryQueue({
    pending,
    ...{ names, now },
    timeoutMs: options.endpointTimeoutMs ?? ENDPOINT_TIMEOUT_MS,
    secondMs: options.retrySecondMs ?? 1000,
    undelivered: ({ type, topicArn }, reason) =>
      options.onUndelivered?.(`a ${type} of ${topicArn}: ${reason}`),
  });
  const context: SnsContext = {
    topics: openCollection(database, "sns-topics"),
    subscriptions: openCollection(database, "sns-subscriptions"),
    tokens: openCollection(database, "sns-tokens"),
    signingKeys: openSigningKeys(openCollection(database, "sns-signing-keys"), now),
    ...{ deliveries, authorizer, now },
  };
  const service: QueryService = {
    protocol: "query",
    signingName: "sns",
    version: "2010-03-31",
    xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    operations: {
      ...topicOperations(context),
      ...tagOperations(context),
      ...subscriptionOperations(context),
      Subscribe: subscribe(context),
      ConfirmSubscription: confirmSubscription(context),
      Unsubscribe: unsubscribe(context),
      Publish: publish(context),
    },
    unsigned: {
      ConfirmSubscription: confirmUnsigned(context),
      Unsubscribe: unsubscribeUnsigned(context),
    },
  };
  return {
    service,
    publicSite: snsPublicSite(regions, service, context.signingKeys, options.resolveCaller),
    confirmationsArrived: async (maximumMs, signal) => {
      const end = AbortSignal.any([signal, AbortSignal.timeout(maximumMs)]);
      const areOnTheirWay = (): boolean =>
        pending.entries().some(([, { type }]) => type === "SubscriptionConfirmation");
      while (areOnTheirWay() && !end.aborted) await delay(10);
    },
    close: () => deliveries.close(),
  };
}
