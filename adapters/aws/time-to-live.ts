const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Value of an item's `expiresAt`: seconds since 1970, rounded up. DynamoDB deletes the item
 * some time after it, within days.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function timeToLive(until: Date): number {
  return Math.ceil(until.getTime() / 1000);
}

/** The same for so many days after a moment. */
export function daysAfter(moment: Date, days: number): number {
  return timeToLive(new Date(moment.getTime() + days * MILLISECONDS_A_DAY));
}
