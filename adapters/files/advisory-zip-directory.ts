import type { FileHandle } from "node:fs/promises";
import { PermanentError } from "../../core/errors.ts";

/** An entry of a zip archive's central directory (APPNOTE.TXT §4.3.12). */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  /** ISO 8601; the archive says no time zone, so UTC; undefined when it is no date. */
  readonly changedAt: string | undefined;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header, from the file's beginning. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const NEEDS_ZIP64 = 0xffffffff;
/** OSV's largest archive has some 300,000 entries of about 80 bytes. */
const MAX_DIRECTORY_BYTES = 256 * 1024 * 1024;

/**
 * Reads an archive's central directory and hands out its entries one by one.
 *
 * @throws PermanentError `malformed-archive`, for example after a download that broke off.
 */
export async function readZipDirectory(
  file: FileHandle,
  path: string,
): Promise<Iterable<ZipEntry>> {
  const { size: fileSize } = await file.stat();
  const { offset, size } = await findDirectory(file, path, fileSize);
  if (size > MAX_DIRECTORY_BYTES || offset + size > fileSize)
    throw malformed(path, "its directory of entries does not fit into it");
  const directory = await readAt(file, path, offset, size);
  return entriesOf(directory, path);
}

/** Reads exactly `length` bytes at a position. */
export async function readAt(
  file: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw malformed(path, "it ends too early");
    filled += bytesRead;
  }
  return buffer;
}

/** The error of an archive that is none, or not whole. */
export function malformed(path: string, why: string): PermanentError {
  return new PermanentError(
    "malformed-archive",
    `${path} can't be read as a zip archive: ${why}. Download it again, or give a folder or JSON files.`,
  );
}

async function findDirectory(
  file: FileHandle,
  path: string,
  fileSize: number,
): Promise<{ offset: number; size: number }> {
  const tailSize = Math.min(fileSize, ZIP64_LOCATOR_BYTES + END_BYTES + MAX_COMMENT_BYTES);
  const tail = await readAt(file, path, fileSize - tailSize, tailSize);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end--;
  if (end < 0) throw malformed(path, "it has no end record");

  const locator = end - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && tail.readUInt32LE(locator) === ZIP64_LOCATOR_SIGNATURE) {
    const position = Number(tail.readBigUInt64LE(locator + 8));
    if (position + ZIP64_END_BYTES > fileSize) throw malformed(path, "its end record is damaged");
    const zip64 = await readAt(file, path, position, ZIP64_END_BYTES);
    if (zip64.readUInt32LE(0) !== ZIP64_END_SIGNATURE)
      throw malformed(path, "its end record is damaged");
    return {
      size: Number(zip64.readBigUInt64LE(40)),
      offset: Number(zip64.readBigUInt64LE(48)),
    };
  }
  return { size: tail.readUInt32LE(end + 12), offset: tail.readUInt32LE(end + 16) };
}

function* entriesOf(directory: Buffer, path: string): Iterable<ZipEntry> {
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw malformed(path, "its directory of entries is damaged");
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const commentLength = directory.readUInt16LE(at + 32);
    const nameEnd = at + ENTRY_BYTES + nameLength;
    if (nameEnd + extraLength + commentLength > directory.length)
      throw malformed(path, "its directory of entries is damaged");
    yield {
      name: directory.toString("utf8", at + ENTRY_BYTES, nameEnd),
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      changedAt: dosDate(directory.readUInt16LE(at + 14), directory.readUInt16LE(at + 12)),
      ...widen(directory.subarray(nameEnd, nameEnd + extraLength), {
        size: directory.readUInt32LE(at + 24),
        compressedSize: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      }),
    };
    at = nameEnd + extraLength + commentLength;
  }
}

interface Extent {
  size: number;
  compressedSize: number;
  offset: number;
}

/** Takes from the zip64 extra field the numbers that did not fit (APPNOTE.TXT §4.5.3). */
function widen(extra: Buffer, extent: Extent): Extent {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === 1) {
      let position = 0;
      for (const key of ["size", "compressedSize", "offset"] as const) {
        if (extent[key] !== NEEDS_ZIP64 || position + 8 > field.length) continue;
        extent[key] = Number(field.readBigUInt64LE(position));
        position += 8;
      }
    }
    at += 4 + length;
  }
  return extent;
}

/** MS-DOS date and time (APPNOTE.TXT §4.4.6). */
function dosDate(date: number, time: number): string | undefined {
  const milliseconds = Date.UTC(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}
