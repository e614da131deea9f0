import type { PullPath } from "../contract/vocabulary.ts";
import {
  DESTINATION_EVENT,
  EGRESS,
  type NanoDollars,
  type PriceTier,
  SECRET_CALL,
  SECRET_MONTH,
  SEED_EGRESS,
} from "./estimate-prices.ts";

/** What integrations do in a month. */
export interface MonthOfUse {
  /** Secrets with a key: one an integration, none where nothing sends events. */
  readonly secrets: number;
  /** Events to the API destinations, each of at most 64 KB. */
  readonly events: number;
  /** Pulled out of ECR, compressed; 1 GB is 1,000 MB. */
  readonly gigabytesPulled: number;
  readonly regions: PullPath;
  /** Instead of the list price of pulling. */
  readonly pricePerGigabyte?: NanoDollars | undefined;
}

/** What a month costs, by what is paid for. */
export interface MonthCost {
  readonly secret: NanoDollars;
  readonly events: NanoDollars;
  readonly egress: NanoDollars;
}

/**
 * What a month costs the customer's account. The secret is read when a stack is created or
 * updated and written when a key is rotated: a few calls a year, which are not counted.
 */
export function costOfMonth(month: MonthOfUse): MonthCost {
  const { secrets, events, gigabytesPulled, regions, pricePerGigabyte } = month;
  const tiers =
    pricePerGigabyte === undefined
      ? EGRESS[regions]
      : [{ upToGigabytes: Infinity, perGigabyte: pricePerGigabyte }];
  return {
    secret: secrets * SECRET_MONTH,
    events: Math.round(events * DESTINATION_EVENT),
    egress: Math.round(tieredCost(gigabytesPulled, tiers)),
  };
}

/**
 * What the brand's published page makes of it: one read of the secret and one event a push, and
 * every gigabyte at the internet's first price. EventBridge reads a copy of its own, for nothing.
 * Where nothing sends events there is neither.
 *
 * @param pushes Of the month.
 */
export function publishedCostOfMonth(
  { secrets, gigabytesPulled }: MonthOfUse,
  pushes: number,
): MonthCost {
  const egress = roundedUp(Math.round(gigabytesPulled * SEED_EGRESS));
  if (secrets === 0) return { secret: 0, events: 0, egress };
  return {
    secret: roundedUp(secrets * SECRET_MONTH + Math.round(pushes * SECRET_CALL)),
    events: roundedUp(Math.round(pushes * DESTINATION_EVENT)),
    egress,
  };
}

/** To the next whole cent. */
export function roundedUp(amount: NanoDollars): NanoDollars {
  const cent = 10_000_000;
  return Math.ceil(amount / cent) * cent;
}

function tieredCost(gigabytes: number, tiers: readonly PriceTier[]): NanoDollars {
  let cost = 0;
  let below = 0;
  for (const { upToGigabytes, perGigabyte } of tiers) {
    cost += Math.max(0, Math.min(gigabytes, upToGigabytes) - below) * perGigabyte;
    below = upToGigabytes;
  }
  return cost;
}
