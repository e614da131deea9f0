import type { Assessment } from "../core/contract/findings.ts";

/**
 * How far a report can be trusted to be complete. `no-packages`: there was nothing to
 * assess; `none`: nothing was assessed; `part`: some ecosystems were not; `starter`: all
 * were, some against the starter set alone; `full`.
 */
export type Standing = "no-packages" | "none" | "part" | "starter" | "full";

/** What a report's assessments amount to: "no findings" says nothing without it. */
export function standingOf(assessed: readonly Assessment[]): Standing {
  if (assessed.length === 0) return "no-packages";
  const missing = assessed.filter(({ coverage }) => coverage === "not-assessed");
  if (missing.length === assessed.length) return "none";
  if (missing.length > 0) return "part";
  return assessed.every(({ coverage }) => coverage === "full") ? "full" : "starter";
}
