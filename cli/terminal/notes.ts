import { printable, printableWhole } from "./printable.ts";
import { wrapText } from "./wrap.ts";

/** Redrawing more often than the eye follows costs time that the analysis needs. */
const PROGRESS_INTERVAL = 80;

/** What is said about the work, beside its results. */
export interface Notes {
  /** A line for people. */
  note(text: string): void;
  /** A line that is to be copied: neither cut nor broken. */
  copyable(text: string): void;
  /** Overwritten by the next progress or note; shown on a terminal only. */
  progress(text: string): void;
  /** Takes the progress away. */
  clear(): void;
}

/**
 * @param stream Standard error.
 * @param clock Milliseconds, for the pace of progress.
 */
export function openNotes(stream: NodeJS.WriteStream, clock: () => number): Notes {
  const columns = stream.isTTY ? stream.columns || 80 : undefined;
  let shown = false;
  let shownAt = -Infinity;
  const clear = (): void => {
    if (shown) stream.write("\r\u001b[K");
    shown = false;
  };
  return {
    clear,
    note(text) {
      clear();
      const line = printable(text);
      const lines = columns === undefined ? [line] : wrapText(line, columns);
      stream.write(lines.map((part) => `${part}\n`).join(""));
    },
    copyable(text) {
      clear();
      stream.write(`${printableWhole(text)}\n`);
    },
    progress(text) {
      if (columns === undefined || clock() - shownAt < PROGRESS_INTERVAL) return;
      clear();
      stream.write(printable(text).slice(0, columns - 1));
      shown = true;
      shownAt = clock();
    },
  };
}
