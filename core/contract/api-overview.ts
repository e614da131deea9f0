import * as z from "zod";
import { VulnerabilitySummary } from "./api-organization.ts";
import { SeverityCounts } from "./findings.ts";
import { Image } from "./image.ts";
import { INTEGRATION_STATUSES } from "./vocabulary.ts";

const count = z.int().min(0);

/** Query of what needs attention. */
export const OverviewQuery = z.strictObject({
  /** Since when a vulnerability is new, ISO 8601; absent: seven days ago. */
  since: z.iso.datetime().optional(),
});

/** Numbers of an organization. */
export const Totals = z.object({
  images: count,
  /** With or without images. */
  repositories: count,
  packages: count,
  /** Different vulnerabilities by their worst severity. */
  vulnerabilities: SeverityCounts,
});
export type Totals = z.infer<typeof Totals>;

/** How many there are, and the first few of them. */
function some<T extends z.ZodType>(item: T) {
  return z.object({ count, items: z.array(item) });
}

const AttentionIntegration = z.object({
  integrationId: z.string(),
  registry: z.string().nullable(),
  status: z.enum(INTEGRATION_STATUSES),
  statusReason: z.string().nullable(),
  /** Pushes and deletes that no event told, since it was created. */
  missedEvents: count,
});
export type AttentionIntegration = z.infer<typeof AttentionIntegration>;

/** What the read model tells of it. */
export const ImagesOverview = z.object({
  totals: Totals,
  newCritical: some(VulnerabilitySummary),
  failed: some(Image),
  /** Images with packages of an ecosystem that was not assessed. */
  unassessed: some(Image),
});
export type ImagesOverview = z.infer<typeof ImagesOverview>;

/** What needs attention, with at most five examples each. */
export const Overview = ImagesOverview.extend({
  since: z.string(),
  /** In error. */
  failing: some(AttentionIntegration),
  /** Waiting for their stack, or for an owner's approval. */
  waiting: some(AttentionIntegration),
  /** Connected, but some of their pushes no event told. */
  missedEvents: some(AttentionIntegration),
  /** Whose stack is of an older template than the one that is published. */
  outdated: some(AttentionIntegration),
  asOf: z.string().nullable(),
});
export type Overview = z.infer<typeof Overview>;

/** The longest time that is kept. */
export const TREND_DAYS = 400;

/** Query of vulnerabilities over time. */
export const TrendQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(TREND_DAYS).default(30),
});

/** An organization's vulnerabilities at the end of a day; of today, as they are. */
export const TrendDay = z.object({
  /** `2026-11-22`, UTC. */
  day: z.string(),
  images: count,
  vulnerabilities: SeverityCounts,
});
export type TrendDay = z.infer<typeof TrendDay>;

/** By day, the oldest first; days before the first that is known are absent. */
export const Trend = z.object({ items: z.array(TrendDay) });
