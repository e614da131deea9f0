import * as z from "zod";
import { CHECK_OUTCOMES } from "./vocabulary.ts";

/** One thing that a check looked at. */
export const CheckFinding = z.object({
  /** A stable word for programs, for example `role`, `external-id`, `template-version`. */
  code: z.string(),
  outcome: z.enum(CHECK_OUTCOMES),
  /** What was looked at, and what was found: one sentence. */
  message: z.string(),
  /** What to do; null where all is well. */
  remedy: z.string().nullable(),
});
export type CheckFinding = z.infer<typeof CheckFinding>;

/** What a check of an integration found; the worst outcome is the report's. */
export const CheckReport = z.object({
  integrationId: z.string(),
  checkedAt: z.string(),
  outcome: z.enum(CHECK_OUTCOMES),
  findings: z.array(CheckFinding),
});
export type CheckReport = z.infer<typeof CheckReport>;
