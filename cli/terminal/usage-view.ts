import type { MonthOfUsage } from "../../core/contract/api-integrations.ts";
import { formatBytes } from "./bytes.ts";
import { formatDollars } from "./dollars.ts";
import type { Output } from "./output.ts";
import { formatCount } from "./plural.ts";
import { printable } from "./printable.ts";
import { formatTable } from "./table.ts";
import { paragraph } from "./wrap.ts";

/** `scout integration usage`: a line a month, the newest first. */
export function formatUsage(months: readonly MonthOfUsage[], output: Output): string {
  if (months.length === 0) {
    return `\n${paragraph("Nothing was measured yet: no image of it was pushed.", output.width)}\n`;
  }
  const header = ["Month", "Events", "Analyses", "Pulled", "Known", "Cost"].map((title) =>
    output.style("bold", title),
  );
  const rows = months.map(({ month, events, analyses, bytesPulled, bytesKnown, cost }) => [
    printable(month),
    formatCount(events),
    formatCount(analyses),
    formatBytes(bytesPulled),
    formatBytes(bytesKnown),
    formatDollars(cost.total),
  ]);
  const remark =
    "Known are bytes of layers that were read before, and not pulled again. Costs are those of the account of the registry, in US dollars.";
  return `\n${formatTable([header, ...rows], output.tableWidth)}\n${paragraph(remark, output.width)}\n`;
}
