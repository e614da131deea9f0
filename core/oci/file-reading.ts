import type {
  FileDetector,
  FileEntry,
  FileScanner,
  ParsedFile,
  Reading,
} from "../ecosystems/ecosystem.ts";
import { BodyBuffer } from "./body-buffer.ts";
import type { EntrySink } from "./layer-entry.ts";
import type { LayerWarning } from "./layer-result.ts";
import type { Limits } from "./limits.ts";

/** What was learnt of one file: by detector, also of those whom it told nothing. */
export interface ReadFile {
  readonly entry: FileEntry;
  readonly parsed: Map<string, ParsedFile | undefined>;
  readonly warnings: LayerWarning[];
}

interface Part {
  readonly detector: string;
  readonly reading: Reading;
  readonly scanner: FileScanner | undefined;
  failed: boolean;
}

/**
 * Asks all detectors for a file.
 * @returns Where its content goes, or undefined when nobody wants it.
 * @param onRead Called once with the result, when the content has ended or nobody can read it.
 */
export function readFile(
  entry: FileEntry,
  detectors: readonly FileDetector[],
  limits: Limits,
  onRead: (file: ReadFile) => void,
): EntrySink | undefined {
  let sink: FileSink | undefined;
  for (const detector of detectors) {
    const reading = detector.wants(entry);
    if (!reading) continue;
    sink ??= new FileSink(entry, limits, onRead);
    sink.add(detector.id, reading);
  }
  return sink;
}

/** Feeds one file's content to all who want it; what goes wrong with one of them is a warning. */
class FileSink implements EntrySink {
  readonly #file: ReadFile;
  readonly #limits: Limits;
  readonly #onRead: (file: ReadFile) => void;
  readonly #parts: Part[] = [];
  #body: BodyBuffer | undefined;

  constructor({ path, size, mode }: FileEntry, limits: Limits, onRead: (file: ReadFile) => void) {
    this.#file = { entry: { path, size, mode }, parsed: new Map(), warnings: [] };
    this.#limits = limits;
    this.#onRead = onRead;
  }

  add(detector: string, reading: Reading): void {
    const { entry, parsed } = this.#file;
    parsed.set(detector, undefined);
    if (reading.kind === "stream") {
      try {
        this.#parts.push({ detector, reading, scanner: reading.open(entry), failed: false });
      } catch (error) {
        this.#warnMalformed(detector, error);
      }
      return;
    }
    const maxBytes = Math.min(reading.maxBytes, this.#limits.wholeFileBytes);
    if (entry.size > maxBytes) {
      this.#warn(
        "file-too-large",
        `${entry.path} was not read (${detector}): it has ${entry.size} bytes, and at most ${maxBytes} are read.`,
      );
      return;
    }
    this.#body ??= new BodyBuffer(entry.size);
    this.#parts.push({ detector, reading, scanner: undefined, failed: false });
  }

  write(chunk: Buffer): void {
    this.#body?.write(chunk);
    for (const part of this.#parts) {
      if (!part.scanner || part.failed) continue;
      try {
        part.scanner.push(chunk);
      } catch (error) {
        part.failed = true;
        this.#warnMalformed(part.detector, error);
      }
    }
  }

  end(): void {
    for (const part of this.#parts) {
      if (part.failed) continue;
      try {
        this.#finish(part);
      } catch (error) {
        this.#warnMalformed(part.detector, error);
      }
    }
    this.#body = undefined;
    this.#onRead(this.#file);
  }

  #finish({ detector, reading, scanner }: Part): void {
    const { entry, parsed } = this.#file;
    const bytes = this.#body?.bytes() ?? Buffer.alloc(0);
    const file = reading.kind === "whole" ? reading.parse(bytes, entry) : scanner?.finish();
    parsed.set(detector, file);
    for (const message of file?.warnings ?? []) this.#warn("malformed-file", message);
  }

  #warnMalformed(detector: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#warn(
      "malformed-file",
      `${this.#file.entry.path} could not be read (${detector}): ${reason}`,
    );
  }

  #warn(code: string, message: string): void {
    this.#file.warnings.push({ code, message, path: this.#file.entry.path });
  }
}
