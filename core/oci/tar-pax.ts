import { corruptTar } from "./tar-header.ts";

/** Where a sparse file's stored bytes belong: offset and length of each piece, one after the other. */
export type SparseMap = readonly number[];

/** What we use of a PAX extended header (POSIX pax, "pax Extended Header Keyword"; GNU.sparse.*). */
export interface PaxRecords {
  path?: string;
  linkPath?: string;
  /** Of the body as it is stored, bytes. */
  size?: number;
  /** GNU.sparse.name: the real name of a sparse file. */
  sparseName?: string;
  /** GNU.sparse.realsize or GNU.sparse.size: length with holes, bytes. */
  sparseSize?: number;
  /** The map stands in the header (versions 0.0 and 0.1). */
  sparseMap?: SparseMap;
  /** The map stands at the beginning of the body (version 1.0). */
  sparseMapInBody?: boolean;
}

const SPACE = 32;
const EQUALS = 61;
const NEWLINE = 10;

/**
 * Reads the records `<length> <key>=<value>\n` of a PAX header.
 * @throws PermanentError `corrupt-tar`
 */
export function parsePaxRecords(body: Buffer): PaxRecords {
  const records: PaxRecords = {};
  const map: number[] = [];
  let at = 0;
  // Some writers pad with NULs.
  while (at < body.length && body[at] !== 0) {
    const space = body.indexOf(SPACE, at);
    const length = space < 0 ? NaN : decimal(body.toString("latin1", at, Math.min(space, at + 12)));
    const end = at + length;
    const equals = body.indexOf(EQUALS, space);
    if (!(end <= body.length) || body[end - 1] !== NEWLINE || equals < 0 || equals >= end) {
      throw corruptTar("a PAX header is malformed");
    }
    const key = body.toString("latin1", space + 1, equals);
    if (isUsed(key)) apply(records, map, key, body.toString("utf8", equals + 1, end - 1));
    at = end;
  }
  if (map.length > 0) records.sparseMap = map;
  return records;
}

/** Cheap: most records are times and extended attributes. */
function isUsed(key: string): boolean {
  return key === "path" || key === "linkpath" || key === "size" || key.startsWith("GNU.sparse.");
}

function apply(records: PaxRecords, map: number[], key: string, value: string): void {
  switch (key) {
    case "path":
      if (value !== "") records.path = value;
      return;
    case "linkpath":
      if (value !== "") records.linkPath = value;
      return;
    case "size":
      if (value !== "") records.size = paxNumber(value);
      return;
    case "GNU.sparse.name":
      records.sparseName = value;
      return;
    case "GNU.sparse.size":
    case "GNU.sparse.realsize":
      records.sparseSize = paxNumber(value);
      return;
    case "GNU.sparse.major":
      records.sparseMapInBody = value === "1";
      return;
    case "GNU.sparse.offset":
    case "GNU.sparse.numbytes":
      map.push(paxNumber(value));
      return;
    case "GNU.sparse.map":
      if (value === "") return;
      for (const text of value.split(",")) map.push(paxNumber(text));
  }
}

function paxNumber(text: string): number {
  const value = decimal(text);
  if (!Number.isSafeInteger(value)) throw corruptTar("a number in a PAX header is malformed");
  return value;
}

/** @returns NaN for anything but digits. */
export function decimal(text: string): number {
  if (text.length === 0 || text.length > 16) return NaN;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
