/** An entry of an archive's central directory. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** Its bytes as they are stored, or undefined when they are not where the directory says. */
  data(): Buffer | undefined;
}

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LOCATOR_SIZE = 20;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 1;

/** Place and size of the directory, and by how much all offsets are off (a script in front). */
interface Directory {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/**
 * Walks the central directory of a ZIP archive that is wholly in memory, ZIP64 included.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3
 * @param wanted Tests the end of an entry's name cheaply: others are not decoded.
 * @throws Error when there is no directory, or when it is damaged.
 */
export function* zipEntries(
  archive: Buffer,
  wanted: (last: number, lastButOne: number) => boolean,
): Generator<ZipEntry | undefined> {
  const { start, end, shift } = findDirectory(archive);
  for (let at = start; at < end;) {
    if (at + ENTRY_SIZE > end || archive.readUInt32LE(at) !== ENTRY) {
      throw new Error("Its directory is damaged.");
    }
    const nameStart = at + ENTRY_SIZE;
    const nameEnd = nameStart + archive.readUInt16LE(at + 28);
    const extraEnd = nameEnd + archive.readUInt16LE(at + 30);
    const next = extraEnd + archive.readUInt16LE(at + 32);
    if (next > end) throw new Error("Its directory is damaged.");
    const isWanted = wanted(archive[nameEnd - 1] ?? 0, archive[nameEnd - 2] ?? 0);
    yield isWanted
      ? readEntry(archive, at, archive.subarray(nameEnd, extraEnd), nameStart, nameEnd, shift)
      : undefined;
    at = next;
  }
}

function readEntry(
  archive: Buffer,
  at: number,
  extra: Buffer,
  nameStart: number,
  nameEnd: number,
  shift: number,
): ZipEntry {
  const sizes = [24, 20, 42].map((field) => archive.readUInt32LE(at + field));
  const [, compressedSize = 0, offset = 0] = withZip64(sizes, extra);
  return {
    name: archive.toString("utf8", nameStart, nameEnd),
    flags: archive.readUInt16LE(at + 8),
    method: archive.readUInt16LE(at + 10),
    data: () => entryData(archive, offset + shift, compressedSize),
  };
}

/** Size, compressed size and offset, of which those that don't fit stand in the extra field. */
function withZip64(sizes: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== ZIP64_EXTRA) {
    at += 4 + extra.readUInt16LE(at + 2);
  }
  at += 4;
  return sizes.map((size) => {
    if (size !== IN_EXTRA || at + 8 > extra.length) return size;
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

function entryData(archive: Buffer, at: number, size: number): Buffer | undefined {
  if (at < 0 || at + LOCAL_SIZE > archive.length || archive.readUInt32LE(at) !== LOCAL) {
    return undefined;
  }
  const start = at + LOCAL_SIZE + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  return start + size <= archive.length ? archive.subarray(start, start + size) : undefined;
}

function findDirectory(archive: Buffer): Directory {
  const lowest = Math.max(0, archive.length - END_SIZE - MAX_COMMENT);
  for (let at = archive.length - END_SIZE; at >= lowest; at -= 1) {
    if (archive[at] !== 0x50 || archive.readUInt32LE(at) !== END) continue;
    const directory = readEnd64(archive, at - LOCATOR_SIZE) ?? readEnd(archive, at);
    if (directory.start >= 0 && directory.start <= directory.end) return directory;
  }
  throw new Error("It is not a ZIP archive, or its end is missing.");
}

function readEnd(archive: Buffer, at: number): Directory {
  const start = at - archive.readUInt32LE(at + 12);
  return { start, end: at, shift: start - archive.readUInt32LE(at + 16) };
}

/** ZIP64's end of the directory stands before its locator, and that before the common end. */
function readEnd64(archive: Buffer, locator: number): Directory | undefined {
  if (locator < 0 || archive.readUInt32LE(locator) !== END64_LOCATOR) return undefined;
  const at = locator - 56;
  if (at < 0 || archive.readUInt32LE(at) !== END64) return undefined;
  const start = at - Number(archive.readBigUInt64LE(at + 40));
  return { start, end: at, shift: start - Number(archive.readBigUInt64LE(at + 48)) };
}
