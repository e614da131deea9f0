import type { Terminal } from "./terminal.ts";

/** Fields of the advisory-sync function's log lines that people are shown. */
interface SyncLine {
  readonly message?: string;
  readonly ecosystem?: string;
  readonly bytes?: number;
  readonly totalBytes?: number;
  readonly records?: number;
  readonly result?: string;
}

/**
 * Tells of advisory databases that are downloaded in the background, from what the
 * function logs: the first line of a download, each further tenth of it, and its end.
 */
export function createAdvisoryProgress(terminal: Terminal): (name: string, line: string) => void {
  const shown = new Map<string, number>();
  return (name, line) => {
    if (name !== "advisory-sync") return;
    const parsed = parse(line);
    const { message, ecosystem } = parsed;
    if (ecosystem === undefined) return;
    if (message === "advisory source unreachable") {
      if (shown.get(ecosystem) === -1) return;
      shown.set(ecosystem, -1);
      terminal.line(
        terminal.style(
          "dim",
          `  OSV's advisories for ${ecosystem} can't be reached: what is here goes on being used.`,
        ),
      );
    } else if (message === "advisory-sync progress") {
      const { bytes = 0, totalBytes = 0 } = parsed;
      const tenth = totalBytes === 0 ? 0 : Math.floor((10 * bytes) / totalBytes);
      if (shown.get(ecosystem) === tenth) return;
      shown.set(ecosystem, tenth);
      terminal.line(
        terminal.style("dim", `  Downloading OSV's advisories for ${ecosystem}: ${tenth * 10} %`),
      );
    } else if (message === "advisory-sync published" && parsed.result === "published") {
      terminal.line(
        terminal.style(
          "dim",
          `  Advisories for ${ecosystem}: ${parsed.records ?? 0} records; matching again.`,
        ),
      );
    }
  };
}

function parse(line: string): SyncLine {
  try {
    return JSON.parse(line) as SyncLine;
  } catch {
    return {};
  }
}
