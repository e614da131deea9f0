/** One line of the benchmark's table. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What is to be reached, where something is. */
  readonly target?: string;
  readonly reached?: boolean;
}

/** A ratio that must not be above its target. */
export function ratioFigure(name: string, ratio: number, target?: number): Figure {
  const value = ratio.toFixed(2);
  if (target === undefined) return { name, value };
  return { name, value, target: `≤ ${target}`, reached: ratio <= target };
}

/** Bytes as MB (10^6). */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** A table in Markdown. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, target, reached }) => {
    const mark = reached === undefined ? "" : verdict(reached);
    return `| ${name} | ${value} | ${target ?? ""} | ${mark} |`;
  });
  return ["| figure | value | target | reached |", "|---|---|---|---|", ...rows].join("\n");
}

function verdict(reached: boolean): string {
  return reached ? "yes" : "no";
}
