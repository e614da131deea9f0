import type { SeverityCounts } from "../../../core/contract/findings.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";

/** All of them, whatever their severity. */
export function sumOf(counts: SeverityCounts): number {
  let sum = 0;
  for (const severity of SEVERITIES) sum += counts[severity];
  return sum;
}
