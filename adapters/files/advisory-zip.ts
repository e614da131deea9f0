import { open, type FileHandle } from "node:fs/promises";
import { crc32, inflateRawSync } from "node:zlib";
import type { SourceRecord } from "../../core/advisories/source-record.ts";
import { malformed, readAt, readZipDirectory, type ZipEntry } from "./advisory-zip-directory.ts";

const LOCAL_HEADER_SIGNATURE = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
/** The largest records that OSV publishes are some MB. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
/** Entries lie one behind the other: one read serves hundreds of them. */
const WINDOW_BYTES = 1024 * 1024;

/**
 * The records (`*.json`) of a zip archive, such as OSV's `all.zip`, one at a time: memory is bounded
 * by one record, a window of the file and the directory of entries. A damaged entry is a record
 * whose `read` throws.
 *
 * @throws PermanentError `malformed-archive` when the archive as a whole can't be read.
 */
export async function* readZipRecords(path: string): AsyncGenerator<SourceRecord> {
  const file = await open(path, "r");
  try {
    const window = fileWindow(file, path);
    for (const entry of await readZipDirectory(file, path)) {
      if (!entry.name.endsWith(".json")) continue;
      const origin = `${path}/${entry.name}`;
      if (entry.size > MAX_RECORD_BYTES || entry.compressedSize > MAX_RECORD_BYTES) {
        yield unreadable(origin, `it is larger than ${MAX_RECORD_BYTES / 1024 / 1024} MB`);
        continue;
      }
      const header = await window(entry.offset, LOCAL_HEADER_BYTES);
      if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE)
        throw malformed(path, `the header of ${entry.name} is damaged`);
      const data =
        entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
      const compressed = await window(data, entry.compressedSize);
      yield {
        origin,
        ...(entry.changedAt === undefined ? {} : { changedAt: entry.changedAt }),
        read: () => JSON.parse(inflateEntry(entry, compressed)) as unknown,
      };
    }
  } finally {
    await file.close();
  }
}

function unreadable(origin: string, why: string): SourceRecord {
  return {
    origin,
    read() {
      throw new Error(why);
    },
  };
}

function inflateEntry(entry: ZipEntry, compressed: Buffer): string {
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`its compression method ${entry.method} is not supported`);
  const bytes =
    entry.method === 0
      ? compressed
      : inflateRawSync(compressed, { maxOutputLength: Math.max(entry.size, 1) });
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32)
    throw new Error("its checksum is wrong");
  return bytes.toString("utf8");
}

/** Reads pieces of a file through a window that moves ahead. The result is valid until the next call. */
function fileWindow(file: FileHandle, path: string) {
  let start = 0;
  let bytes: Buffer = Buffer.alloc(0);
  return async function read(position: number, length: number): Promise<Buffer> {
    const inside = position >= start && position + length <= start + bytes.length;
    if (!inside) {
      const { size } = await file.stat();
      const ahead = Math.min(Math.max(length, WINDOW_BYTES), size - position);
      if (ahead < length) throw malformed(path, "it ends too early");
      bytes = await readAt(file, path, position, ahead);
      start = position;
    }
    return bytes.subarray(position - start, position - start + length);
  };
}
