import type { Retention } from "../../core/contract/retention.ts";
import type { ChangedRepository, KnownRepository } from "../service/repositories.ts";
import type { Output } from "./output.ts";
import { formatCount, plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { retentionText } from "./retention-text.ts";
import { severityCounts } from "./severity-style.ts";
import { formatTable } from "./table.ts";
import { paragraph } from "./wrap.ts";

/** `scout repository list`: a line each, registry by registry. */
export function formatRepositories(
  repositories: readonly KnownRepository[],
  program: string,
  output: Output,
): string {
  if (repositories.length === 0) {
    const text = `No repository fits. Of registries that are not connected none is known: ${program} integration list`;
    return `\n${paragraph(text, output.width)}\n`;
  }
  const header = ["Repository", "Analysed", "Images", "Latest", "Vulnerabilities"].map((title) =>
    output.style("bold", title),
  );
  const parts = [...Map.groupBy(repositories, ({ registry }) => registry)].map(
    ([registry, items]) => {
      const rows = items.map((item) => rowOf(item, output));
      return `\n${paragraph(printable(registry), Infinity)}\n${formatTable([header, ...rows], output.tableWidth)}`;
    },
  );
  const activated = repositories.filter((item) => item.activated).length;
  const total = `${formatCount(activated)} of ${plural(repositories.length, "repository", "repositories")} analysed.`;
  return `${parts.join("")}\n${paragraph(total, output.width)}\n`;
}

/**
 * `scout repository activate`, `deactivate` and `retention`: what was done, and what could not be.
 * @param activated What was asked for; undefined: that was not the question.
 */
export function formatChanges(
  results: readonly ChangedRepository[],
  activated: boolean | undefined,
  output: Output,
): string {
  const lines = results.map((item) => {
    // A pattern may be for every registry.
    const name = printable([item.registry ?? [], item.name].flat().join("/"));
    const [mark, text] = describe(item, activated, output);
    return `  ${mark} ${name}${text === "" ? "" : `: ${text}`}\n`;
  });
  return `\n${lines.join("")}\n`;
}

function describe(
  item: ChangedRepository,
  activated: boolean | undefined,
  output: Output,
): [mark: string, text: string] {
  if (item.result === "unknown") return [output.style("red", "✗"), "unknown, and not changed"];
  const { retention } = item;
  if (retention !== undefined) return [output.style("green", "✓"), limitsText(retention)];
  if (activated !== false || !item.activated) return [output.style("green", "✓"), ""];
  return [output.style("yellow", "!"), "still analysed, since its integration analyses all"];
}

function limitsText(retention: Retention | null): string {
  return retention === null ? "as its integration" : `keeps ${retentionText(retention)}`;
}

function rowOf(item: KnownRepository, output: Output): string[] {
  const { name, activated, imageCount, latest } = item;
  const counts = latest?.vulnerabilities ?? null;
  return [
    printable(name),
    activated ? output.style("green", "yes") : output.style("dim", "no"),
    formatCount(imageCount),
    printable(latest === null ? "-" : (latest.tags[0] ?? "untagged")),
    counts === null ? "-" : severityCounts(counts, output),
  ];
}
