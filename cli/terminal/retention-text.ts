import type { Retention } from "../../core/contract/retention.ts";
import { formatCount, plural } from "./plural.ts";

/** How long something is kept, for people: `90 days, the latest 20`. */
export function retentionText({ maxAgeDays, keepLatest }: Retention): string {
  return [
    ...(maxAgeDays === undefined ? [] : [plural(maxAgeDays, "day")]),
    ...(keepLatest === undefined ? [] : [`the latest ${formatCount(keepLatest)}`]),
  ].join(", ");
}
