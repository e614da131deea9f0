import type { Command } from "commander";
import type { Retention } from "../../core/contract/retention.ts";
import { PermanentError } from "../../core/errors.ts";
import { wholeNumberBetween } from "./service-options.ts";

/** Options that say how long what is stored of images is kept. */
export interface RetentionOptions {
  readonly maxAgeDays?: number;
  readonly keepLatest?: number;
}

/** Adds these options. */
export function withRetentionOptions(command: Command): Command {
  return command
    .option(
      "--max-age-days <n>",
      "keep what is stored of images for so many days after their push",
      wholeNumberBetween(1, 3650),
    )
    .option(
      "--keep-latest <n>",
      "keep what is stored of so many of the latest tagged images",
      wholeNumberBetween(1, 100_000),
    );
}

/**
 * What the options ask for.
 *
 * @param isNone Whether another option takes every limit away, and its name.
 * @returns Null: no limit; undefined: nothing was said.
 * @throws PermanentError `contradiction`
 */
export function retentionOf(
  { maxAgeDays, keepLatest }: RetentionOptions,
  { isNone, option }: { readonly isNone: boolean; readonly option: string },
): Retention | null | undefined {
  const isLimited = maxAgeDays !== undefined || keepLatest !== undefined;
  if (isNone && isLimited) {
    throw new PermanentError(
      "contradiction",
      `${option} takes limits away, and --max-age-days and --keep-latest set them. Give one or the other.`,
    );
  }
  if (isNone) return null;
  if (!isLimited) return undefined;
  return {
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    ...(keepLatest === undefined ? {} : { keepLatest }),
  };
}
