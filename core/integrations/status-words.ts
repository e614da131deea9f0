import type { Brand } from "../contract/brand.ts";
import type { IntegrationStatus, Layout } from "../contract/vocabulary.ts";

/** What people read as an integration's status. */
type StatusWords = Readonly<Record<IntegrationStatus, string>>;

/** The words of every brand that has none of its own: early access calls pending `In progress`. */
const STATUS_WORDS: Readonly<Record<Layout, StatusWords>> = {
  current: { pending: "Pending", connected: "Connected", error: "Error" },
  "early-access": { pending: "In progress", connected: "Connected", error: "Error" },
};

/**
 * What people read as the status of an integration.
 * @param layout Form of its stack; undefined: `current`.
 */
export function statusLabelOf(
  status: IntegrationStatus,
  layout: Layout | undefined,
  brand: Pick<Brand, "statusWords">,
): string {
  const form = layout ?? "current";
  return brand.statusWords?.[form]?.[status] ?? STATUS_WORDS[form][status];
}
