import { counted } from "../counted.ts";

export const en = {
  severities: {
    critical: "Critical",
    high: "High",
    medium: "Medium",
    low: "Low",
    unspecified: "Unspecified",
  },
  severityCount: (severity: string, count: number) =>
    `${severity}: ${counted(count, "vulnerability", "vulnerabilities")}`,
  noVulnerabilities: "None found",
  notAnalyzed: "Not analysed",
  partly: "In part",
  partlyReason: (ecosystems: string) =>
    `Not assessed: ${ecosystems}. That nothing was found there does not mean that there is nothing.`,
  starterReason: (ecosystems: string) =>
    `Only against the starter set of advisories: ${ecosystems}.`,
  states: {
    queued: "Queued",
    analyzing: "Analysing",
    analyzed: "Analysed",
    failed: "Failed",
    unsupported: "Unsupported",
    deleted: "Deleted",
  },
  incomplete: "Analysed in part",
  integrationStatuses: { pending: "Pending", connected: "Connected", error: "Error" },
  copy: (what: string) => `Copy ${what}`,
  copied: "Copied",
  copyFailed: "Could not be copied",
  digest: "digest",
  packageUrl: "package URL",
  none: "None",
  unknown: "Unknown",
  never: "Never",
  opensInNewTab: "Opens in a new tab",
  moreTags: (count: number) => counted(count, "more tag", "more tags"),
};
