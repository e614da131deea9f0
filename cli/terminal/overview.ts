import type { Analysis } from "../analysis.ts";
import type { Output } from "./output.ts";
import { printable } from "./printable.ts";
import { severityCounts } from "./severity-style.ts";
import { formatTable } from "./table.ts";

/** What the image is, in a few rows. */
export function formatOverview({ name, inventory, report }: Analysis, output: Output): string {
  const { digest, platform, distribution, size, packages, layers } = inventory;
  const rows = [
    ["Target", printable(name)],
    ...(digest === undefined ? [] : [["Digest", digest]]),
    ...(platform === undefined
      ? []
      : [
          [
            "Platform",
            printable(
              [platform.os, platform.architecture, platform.variant]
                .filter((part) => part !== undefined)
                .join("/"),
            ),
          ],
        ]),
    ["Distribution", printable(distribution?.prettyName ?? distribution?.id ?? "none found")],
    ["Size", `${formatBytes(size)} in ${layers.length} layers`],
    ["Packages", String(packages.length)],
    ["Vulnerabilities", severityCounts(report.counts, output)],
  ];
  return formatTable(rows.map(([title = "", value = ""]) => [output.style("dim", title), value]));
}

/** Decimal units, as registries count. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${units[unit] ?? "B"}`;
}
