/** First four bytes of the executables that Go makes, as hexadecimal digits. */
const MAGICS = new Set([
  "7f454c46", // ELF
  "feedface", // Mach-O, 32 and 64 bits, either byte order
  "feedfacf",
  "cefaedfe",
  "cffaedfe",
  "cafebabe", // Mach-O for several architectures
]);

/** How many bytes looksLikeExecutable needs. */
export const EXECUTABLE_HEAD = 4;

/** Whether a file's first bytes are those of an ELF, PE or Mach-O file. */
export function looksLikeExecutable(head: Buffer): boolean {
  const isPe = head[0] === 0x4d && head[1] === 0x5a;
  return isPe || MAGICS.has(head.toString("hex", 0, EXECUTABLE_HEAD));
}
