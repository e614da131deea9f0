import type {
  FileDetector,
  FileEntry,
  ParsedFile,
  Reading,
} from "../../../core/ecosystems/ecosystem.ts";

/** A file of an image, 1 KiB and not executable where nothing else is said. */
export function fileEntry(path: string, part: Partial<FileEntry> = {}): FileEntry {
  return { path, size: 1024, mode: 0o644, ...part };
}

/** Reads a file as the engine does: whole, or in chunks of this many bytes. */
export function readFile(
  detector: FileDetector,
  entry: FileEntry,
  content: Buffer | string,
  chunkSize = 64 * 1024,
): ParsedFile | undefined {
  const bytes = Buffer.from(content);
  const reading = detector.wants(entry);
  if (reading === undefined) throw new Error(`${entry.path} is not wanted.`);
  return reading.kind === "whole"
    ? reading.parse(bytes, entry)
    : readStream(reading, entry, bytes, chunkSize);
}

function readStream(
  reading: Extract<Reading, { kind: "stream" }>,
  entry: FileEntry,
  bytes: Buffer,
  chunkSize: number,
): ParsedFile | undefined {
  const scanner = reading.open(entry);
  // One buffer for all chunks: whoever keeps a chunk without copying it sees garbage.
  const chunk = Buffer.alloc(chunkSize);
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const length = bytes.copy(chunk, 0, at, Math.min(at + chunkSize, bytes.length));
    scanner.push(chunk.subarray(0, length));
  }
  chunk.fill(0xee);
  return scanner.finish();
}
