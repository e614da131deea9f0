import type { Retention } from "../../../../core/contract/retention.ts";
import type { retentionTexts } from "../../texts/retention/texts.ts";

/** What is kept, in a sentence. */
export function describeRetention(
  retention: Retention | null,
  texts: (typeof retentionTexts)["en"],
): string {
  const { maxAgeDays, keepLatest } = retention ?? {};
  const age = maxAgeDays === undefined ? undefined : texts.maxAge(maxAgeDays);
  const latest = keepLatest === undefined ? undefined : texts.latest(keepLatest);
  if (age !== undefined && latest !== undefined) return texts.both(age, latest);
  if (age !== undefined) return texts.only(age);
  return latest === undefined ? texts.everything : texts.onlyLatest(latest);
}
