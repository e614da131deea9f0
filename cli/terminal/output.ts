import { styleText } from "node:util";
import { PermanentError } from "../../core/errors.ts";
import { wantsColour } from "./colour.ts";
import type { Notes } from "./notes.ts";

/** The styles that commands use. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta";

/** Where a command writes: results to `result`, everything about the work to the notes. */
export interface Output extends Notes {
  /** Columns that sentences are wrapped to. */
  readonly width: number;
  /** Columns of a table. */
  readonly tableWidth: number;
  /** Results: standard output, or the file of --output. */
  result(text: string): Promise<void>;
  /** Whether whoever read the results has gone: more of them is of no use. */
  isGone(): boolean;
  /** Colours where the results go to a terminal. */
  style(style: Style | readonly Style[], text: string): string;
}

/** What `openOutput` writes to. */
export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly notes: Notes;
  /** Takes the results instead of standard output; never coloured. */
  readonly writeFile?: (text: string) => Promise<void>;
}

const DEFAULT_WIDTH = 80;
/** Longer lines of prose are hard to read, shorter ones have no room for a label and a value. */
const WIDTHS = { least: 40, most: 120 };

/** The output of one command. */
export function openOutput({ stdout, environment, notes, writeFile }: OutputOptions): Output {
  const columns =
    (writeFile === undefined && stdout.isTTY ? stdout.columns : Number(environment["COLUMNS"])) ||
    DEFAULT_WIDTH;
  let gone = false;
  const colours = writeFile === undefined && wantsColour(stdout, environment);
  return {
    ...notes,
    width: Math.min(Math.max(columns, WIDTHS.least), WIDTHS.most),
    tableWidth: Math.max(columns, WIDTHS.least),
    async result(text) {
      notes.clear();
      if (writeFile === undefined) gone ||= !(await writeTo(stdout, text));
      else await writeFile(text);
    },
    isGone: () => gone,
    style: (style, text) =>
      colours ? styleText([...[style].flat()], text, { validateStream: false }) : text,
  };
}

/**
 * Writes all of it. A reader that has gone (`| head`) has read what it wanted: no failure.
 * @returns False: it has gone.
 */
function writeTo(stream: NodeJS.WriteStream, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (!error || error.code === "EPIPE") {
        resolve(error?.code !== "EPIPE");
        return;
      }
      const why = error.code ?? error.message;
      reject(
        new PermanentError(
          "output-failed",
          `The result can't be written to standard output (${why}). Check where it goes: a full disk, for example.`,
          { cause: error },
        ),
      );
    });
  });
}
