import { styleText } from "node:util";

/** The colours that local mode's terminal uses. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** A stream to write lines to, with colour where it is a terminal that shows colours. */
export interface Terminal {
  line(text?: string): void;
  style(style: Style, text: string): string;
}

/** @param stream Usually process.stdout. NO_COLOR and pipes get plain text. */
export function openTerminal(stream: NodeJS.WriteStream): Terminal {
  return {
    line: (text = "") => {
      stream.write(`${text}\n`);
    },
    style: (style, text) => styleText(style, text, { stream }),
  };
}
