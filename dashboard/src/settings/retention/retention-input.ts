import type { Retention } from "../../../../core/contract/retention.ts";

/** The API's limits of the limits. */
const MAX_AGE_DAYS = 3650;
const MAX_KEEP_LATEST = 100_000;

/** What a reader has chosen and typed so far. */
export interface RetentionInput {
  /** Undefined: nothing is chosen yet. */
  readonly kind: "unlimited" | "limited" | undefined;
  readonly maxAgeDays: string;
  readonly keepLatest: string;
}

/** What is wrong with it. */
export interface RetentionProblems {
  readonly maxAgeDays: boolean;
  readonly keepLatest: boolean;
  /** Neither limit is set. */
  readonly missing: boolean;
}

/** The input that shows what is set; undefined: nobody knows. */
export function inputOf(retention: Retention | null | undefined): RetentionInput {
  if (!retention) {
    const kind = retention === null ? "unlimited" : undefined;
    return { kind, maxAgeDays: "", keepLatest: "" };
  }
  const { maxAgeDays, keepLatest } = retention;
  return {
    kind: "limited",
    maxAgeDays: String(maxAgeDays ?? ""),
    keepLatest: String(keepLatest ?? ""),
  };
}

/** Whether the input can't be asked for. */
export function problemsOf({ kind, maxAgeDays, keepLatest }: RetentionInput): RetentionProblems {
  if (kind !== "limited") return { maxAgeDays: false, keepLatest: false, missing: false };
  return {
    maxAgeDays: !isLimit(maxAgeDays, MAX_AGE_DAYS),
    keepLatest: !isLimit(keepLatest, MAX_KEEP_LATEST),
    missing: maxAgeDays.trim() === "" && keepLatest.trim() === "",
  };
}

/** What is asked for: null is no limits; undefined: the input is not good yet. */
export function retentionOf(input: RetentionInput): Retention | null | undefined {
  const { kind, maxAgeDays, keepLatest } = input;
  if (kind !== "limited") return kind === "unlimited" ? null : undefined;
  if (Object.values(problemsOf(input)).includes(true)) return undefined;
  return {
    ...(maxAgeDays.trim() !== "" && { maxAgeDays: Number(maxAgeDays) }),
    ...(keepLatest.trim() !== "" && { keepLatest: Number(keepLatest) }),
  };
}

function isLimit(text: string, max: number): boolean {
  const trimmed = text.trim();
  if (trimmed === "") return true;
  return /^\d{1,6}$/.test(trimmed) && Number(trimmed) >= 1 && Number(trimmed) <= max;
}
