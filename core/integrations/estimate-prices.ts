import type { PullPath } from "../contract/vocabulary.ts";

/** Billionths of a US dollar: whole numbers, so that no cent is made by rounding. */
export type NanoDollars = number;

/** A price that holds for the gigabytes of a month up to a number of them, all tiers below included. */
export interface PriceTier {
  readonly upToGigabytes: number;
  readonly perGigabyte: NanoDollars;
}

/** When the prices below were looked up. */
export const PRICES_AS_OF = "2026-11-21";
/** Region that they are of: others differ by some per cent. */
export const PRICES_REGION = "us-east-1";

/** A secret for a month, and each call of Secrets Manager: https://aws.amazon.com/secrets-manager/pricing/ */
export const SECRET_MONTH: NanoDollars = 400_000_000;
export const SECRET_CALL: NanoDollars = 5_000;

/**
 * An event to an API destination, for each 64 KB of it. EventBridge's own copy of the key, and
 * reading it, are included. AWS services' events and rules cost nothing.
 * https://aws.amazon.com/eventbridge/pricing/
 */
export const DESTINATION_EVENT: NanoDollars = 200;

/** What the brand's own page says of every gigabyte: `around $0.09 per GB`. */
export const SEED_EGRESS: NanoDollars = 90_000_000;

/**
 * A gigabyte out of ECR, by where it is pulled to. The internet's first 100 GB a month are free
 * once an account, which its other traffic may use up: they are not counted.
 * https://aws.amazon.com/ecr/pricing/ and https://aws.amazon.com/ec2/pricing/on-demand/
 */
export const EGRESS: Readonly<Record<PullPath, readonly PriceTier[]>> = {
  same: [{ upToGigabytes: Infinity, perGigabyte: 0 }],
  // $0.01 between some pairs of Regions.
  cross: [{ upToGigabytes: Infinity, perGigabyte: 20_000_000 }],
  internet: [
    { upToGigabytes: 10_240, perGigabyte: 90_000_000 },
    { upToGigabytes: 51_200, perGigabyte: 85_000_000 },
    { upToGigabytes: 153_600, perGigabyte: 70_000_000 },
    { upToGigabytes: Infinity, perGigabyte: 50_000_000 },
  ],
};
