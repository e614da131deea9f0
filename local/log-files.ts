import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import path from "node:path";

/** Where what happens in the background goes, out of the way of the terminal. */
export interface LogSink {
  /** One line that a function logged. */
  readonly functionLine: (name: string, line: string) => void;
  /** A failure outside of a function. */
  readonly error: (error: unknown) => void;
}

/** Appends each function's lines to a file of its own in `directory`, failures to `local.log`. */
export function openLogFiles(
  directory: string,
  onLine: (name: string, line: string) => void,
): LogSink {
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, WriteStream>();
  const write = (name: string, line: string): void => {
    let file = files.get(name);
    if (file === undefined) {
      file = createWriteStream(path.join(directory, `${name}.log`), { flags: "a" });
      files.set(name, file);
    }
    file.write(`${line}\n`);
  };
  return {
    functionLine(name, line) {
      write(name, line);
      onLine(name, line);
    },
    error(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write("local", `${new Date().toISOString()} ${text}`);
    },
  };
}
