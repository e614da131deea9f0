import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { text as readText } from "node:stream/consumers";
import { printable } from "./printable.ts";

/** What is asked of whoever sits at the terminal, or piped into the program. */
export interface Prompt {
  /** False where nobody sits: in a pipeline, in CI. */
  readonly interactive: boolean;
  /** Asks for a line; shown on standard error, so that results stay alone. */
  ask(question: string): Promise<string>;
  /** All of standard input. */
  readInput(): Promise<string>;
}

/** Prompts on standard input and standard error. */
export function openPrompt(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  signal: AbortSignal,
): Prompt {
  // Node.js' types say that it always is one; in a pipe the property is not there.
  const atTerminal = ({ isTTY }: { readonly isTTY?: boolean }): boolean => isTTY === true;
  return {
    interactive: atTerminal(stdin) && atTerminal(stderr),
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      // Ctrl+D, or the end of what is typed, answers nothing.
      const ended = once(lines, "close").then(() => "");
      try {
        const answer = lines.question(`${printable(question)} `, { signal });
        return (await Promise.race([answer, ended])).trim();
      } finally {
        lines.close();
      }
    },
    readInput: () => readText(stdin),
  };
}
