const MAGIC = Buffer.from("\xff Go buildinf:", "latin1");
const START_MARK = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
const END_MARK = Buffer.from("f932433186182072008242104116d8f2", "hex");

/** What a build info is made of; the default is that of a Go 1.22 program for 64 bits. */
export interface BuildInfoParts {
  readonly goVersion?: string;
  readonly modules?: string;
  readonly flags?: number;
  readonly pointerSize?: number;
}

/** The bytes that Go's linker writes: https://go.dev/src/debug/buildinfo/buildinfo.go */
export function buildInfoOf({
  goVersion = "go1.22.3",
  modules = "",
  flags = 2,
  pointerSize = 8,
}: BuildInfoParts): Buffer {
  const header = Buffer.alloc(32);
  MAGIC.copy(header);
  header[14] = pointerSize;
  header[15] = flags;
  const marked =
    modules === "" ? Buffer.alloc(0) : Buffer.concat([START_MARK, Buffer.from(modules), END_MARK]);
  const version = Buffer.from(goVersion);
  return Buffer.concat([header, uvarint(version.length), version, uvarint(marked.length), marked]);
}

/** A program of this size that begins as ELF files do and has these bytes at this place. */
export function programWith(bytes: Buffer, at: number, size = at + bytes.length + 1000): Buffer {
  const program = Buffer.alloc(size, 0xff);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]).copy(program);
  bytes.copy(program, at);
  return program;
}

function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
