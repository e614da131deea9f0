import type { PullPath } from "../contract/vocabulary.ts";
import { EGRESS, type NanoDollars } from "./estimate-prices.ts";

const DOLLARS = 1_000_000_000;

/** A number of dollars, for programs. */
export function dollarsOf(amount: NanoDollars): number {
  return amount / DOLLARS;
}

/** For example `$0.0006` or `$1,350.00`. */
export function dollarText(amount: NanoDollars): string {
  return (amount / DOLLARS).toLocaleString("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 9,
  });
}

/** For example `3,000` or `1,500.5`. */
export function numberText(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

/** `1 secret`, `2 secrets`. */
export function counted(count: number, word: string): string {
  return `${numberText(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Where images are pulled to and at what price, as part of a sentence. */
export function pathText(path: PullPath): string {
  const [first, ...further] = EGRESS[path];
  if (path === "same" || first === undefined) return "inside their own Region, which is free";
  const where = path === "cross" ? "to another Region" : "out of AWS";
  const price = `${where} at ${dollarText(first.perGigabyte)} each`;
  if (further.length === 0) return price;
  return `${price}, and less beyond the first ${numberText(first.upToGigabytes)}`;
}
