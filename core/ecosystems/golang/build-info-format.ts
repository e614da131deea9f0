import type { GoBuildInfo } from "./build-info.ts";

/** What a build info begins with. https://go.dev/src/debug/buildinfo/buildinfo.go */
export const BUILD_INFO_MAGIC = Buffer.from("\xff Go buildinf:", "latin1");
/** The linker places it at a multiple of this. */
export const BUILD_INFO_ALIGN = 16;

const HEADER_SIZE = 32;
const POINTER_SIZE_AT = 14;
const FLAGS_AT = 15;
/** The strings follow the header; without it (Go < 1.18) there are two addresses. */
const FLAG_INLINE = 2;
/** Each end of the modules' text is marked by 16 bytes. */
const MARK = 16;

const MAX_GO_VERSION = 256;
/** The largest programs have some 2,000 modules of 150 bytes. */
const MAX_MODULES = 4 * 1024 * 1024;

/** What the bytes from a magic on are. */
export type BuildInfoReading =
  | { readonly kind: "complete"; readonly info: GoBuildInfo }
  /** Go before 1.18: it points to where the strings are. */
  | { readonly kind: "pointers" }
  /** The magic stands there by chance, or as a constant of a program that looks for it. */
  | { readonly kind: "invalid" }
  /** At least so many bytes are needed. */
  | { readonly kind: "incomplete"; readonly needed: number };

/** Reads a build info. @param bytes From the magic on, as many as there are by now. */
export function readBuildInfo(bytes: Buffer): BuildInfoReading {
  const flags = bytes[FLAGS_AT];
  const pointerSize = bytes[POINTER_SIZE_AT];
  if (flags === undefined || bytes.length < HEADER_SIZE) {
    return { kind: "incomplete", needed: HEADER_SIZE };
  }
  if ((flags & FLAG_INLINE) === 0) {
    // Bit 0 says whether the addresses are big-endian.
    return flags <= 1 && (pointerSize === 4 || pointerSize === 8)
      ? { kind: "pointers" }
      : { kind: "invalid" };
  }
  const version = readString(bytes, HEADER_SIZE, MAX_GO_VERSION);
  if (version.kind !== "string") return version;
  const goVersion = bytes.toString("utf8", version.start, version.end);
  if (!/^(?:go|devel )/.test(goVersion)) return { kind: "invalid" };
  const modules = readString(bytes, version.end, MAX_MODULES);
  if (modules.kind !== "string") return modules;
  return {
    kind: "complete",
    info: { goVersion, modules: unmark(bytes.subarray(modules.start, modules.end)) },
  };
}

type StringReading =
  | { readonly kind: "string"; readonly start: number; readonly end: number }
  | { readonly kind: "invalid" }
  | { readonly kind: "incomplete"; readonly needed: number };

/** A length as a variable-length integer (7 bits a byte, lowest first), then the bytes. */
function readString(bytes: Buffer, at: number, maxLength: number): StringReading {
  let length = 0;
  for (let i = 0; i < 5; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return { kind: "incomplete", needed: at + i + 1 };
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (length > maxLength) return { kind: "invalid" };
    if ((byte & 0x80) === 0) {
      const start = at + i + 1;
      const end = start + length;
      return end <= bytes.length
        ? { kind: "string", start, end }
        : { kind: "incomplete", needed: end };
    }
  }
  return { kind: "invalid" };
}

function unmark(marked: Buffer): string {
  // As Go itself tells a text in its marks from none.
  if (marked.length < 2 * MARK + 1 || marked[marked.length - MARK - 1] !== 0x0a) return "";
  return marked.toString("utf8", MARK, marked.length - MARK);
}
