import { styleText } from "node:util";

/** The styles that commands use. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta";

/** Where a command writes: results to `result`, everything about the work to `note`. */
export interface Output {
  /** Results: standard output, or the file of --output. */
  result(text: string): void;
  /** What is going on, for people: standard error. */
  note(text: string): void;
  /** Overwritten by the next progress or note; shown on a terminal only. */
  progress(text: string): void;
  /** Colours where the results go to a terminal. */
  style(style: Style | readonly Style[], text: string): string;
}

/** What `openOutput` writes to. */
export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** @param toFile Results are collected by the caller for a file: never coloured. */
export function openOutput(
  { stdout, stderr }: OutputStreams,
  toFile?: (text: string) => void,
): Output {
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    result(text) {
      clear();
      if (toFile === undefined) stdout.write(text);
      else toFile(text);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(text.slice(0, (stderr.columns || 80) - 1));
      shown = true;
    },
    style: (style, text) =>
      toFile === undefined ? styleText([...[style].flat()], text, { stream: stdout }) : text,
  };
}
