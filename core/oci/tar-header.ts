import { PermanentError } from "../errors.ts";

/** Bytes of a tar block: headers and bodies begin at multiples of it. */
export const TAR_BLOCK = 512;

/**
 * A header block as it stands, before extended headers are applied: POSIX.1-1988 ustar
 * (pax, "ustar Interchange Format") and GNU tar ("Basic Tar Format").
 */
export interface RawHeader {
  /** Name, with the prefix field of ustar; not normalised. */
  readonly name: string;
  /** Code of the type flag's character. */
  readonly type: number;
  /** Of the body as it is stored, bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly linkName: string;
}

const USTAR_MAGIC = 0x75737461;
const SPACE = 32;
const ZERO = 48;
const HARD_LINK = 49;
const SYMBOLIC_LINK = 50;
const LONG_LINK = 75;

/**
 * Reads one header block.
 * @returns undefined for a block of zeros, which ends an archive.
 * @throws PermanentError `corrupt-tar`
 */
export function parseTarHeader(block: Buffer, at: number): RawHeader | undefined {
  const first = block[at] ?? 0;
  if (first === 0 && isZero(block, at)) return undefined;
  verifyChecksum(block, at);
  const type = block[at + 156] ?? 0;
  const isLink = type === HARD_LINK || type === SYMBOLIC_LINK || type === LONG_LINK;
  return {
    name: readName(block, at),
    type,
    size: readNumber(block, at + 124, 12),
    mode: readNumber(block, at + 100, 8) & 0o7777,
    linkName: isLink ? readString(block, at + 157, 100) : "",
  };
}

function readName(block: Buffer, at: number): string {
  const name = readString(block, at, 100);
  // GNU tar's magic is "ustar " followed by a blank: it has other fields where ustar has the prefix.
  const isUstar =
    block.readUInt32BE(at + 257) === USTAR_MAGIC &&
    block[at + 261] === 0x72 &&
    block[at + 262] === 0;
  if (!isUstar || block[at + 345] === 0) return name;
  return `${readString(block, at + 345, 155)}/${name}`;
}

/** A field that ends at its first NUL, as UTF-8. */
export function readString(block: Buffer, start: number, length: number): string {
  let end = start;
  let high = 0;
  for (; end < start + length; end++) {
    const byte = block[end] ?? 0;
    if (byte === 0) break;
    high |= byte;
  }
  if (end === start) return "";
  return high < 0x80 ? block.toString("latin1", start, end) : block.toString("utf8", start, end);
}

/**
 * An octal number, padded with blanks or NULs, or GNU's base-256: the first bit set and the rest
 * a big-endian number.
 * @throws PermanentError `corrupt-tar`
 */
export function readNumber(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0;
  if (first >= 0x80) return readBase256(block, start, length);
  let value = 0;
  let at = start;
  const end = start + length;
  while (at < end && (block[at] === SPACE || block[at] === 0)) at++;
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - ZERO;
    if (digit >= 0 && digit < 8) value = value * 8 + digit;
    else if (digit === SPACE - ZERO || digit === -ZERO) break;
    else throw corruptTar("a number in a header is not octal");
  }
  return value;
}

function readBase256(block: Buffer, start: number, length: number): number {
  let value = (block[start] ?? 0) & 0x7f;
  // The second bit is the sign: nothing that we read is negative.
  if (value >= 0x40) throw corruptTar("a number in a header is negative");
  for (let at = start + 1; at < start + length; at++) value = value * 256 + (block[at] ?? 0);
  if (!Number.isSafeInteger(value)) throw corruptTar("a number in a header is too large");
  return value;
}

/** The sum of all bytes, the checksum field counted as blanks; some old tars added signed bytes. */
function verifyChecksum(block: Buffer, at: number): void {
  let sum = 0;
  let high = 0;
  for (let index = at; index < at + TAR_BLOCK; index++) {
    const byte = block[index] ?? 0;
    sum += byte;
    high += byte >> 7;
  }
  for (let index = at + 148; index < at + 156; index++) {
    const byte = block[index] ?? 0;
    sum += SPACE - byte;
    high -= byte >> 7;
  }
  const expected = readNumber(block, at + 148, 8);
  if (expected === sum || expected === sum - 256 * high) return;
  throw corruptTar("the checksum of a header is wrong");
}

function isZero(block: Buffer, at: number): boolean {
  for (let index = at; index < at + TAR_BLOCK; index++) if (block[index] !== 0) return false;
  return true;
}

/** @param what What is wrong, as the end of a sentence. */
export function corruptTar(what: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "corrupt-tar",
    `The tar archive can't be read: ${what}. Build and push the image again.`,
    { cause },
  );
}

/** For an archive that ends within an entry. */
export function truncatedTar(): PermanentError {
  return new PermanentError(
    "truncated-tar",
    "The tar archive ends in the middle of an entry. Build and push the image again.",
  );
}
