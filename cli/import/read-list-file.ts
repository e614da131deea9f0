import { readFile } from "node:fs/promises";
import { errorCode } from "../../core/error-code.ts";
import { PermanentError } from "../../core/errors.ts";

/**
 * Reads a file of text, in UTF-8 or as Windows' own shell writes it, UTF-16.
 * @throws PermanentError `unreadable`
 */
export async function readListFile(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    const reason = code === "ENOENT" ? "there is no such file" : code;
    throw new PermanentError(
      "unreadable",
      `${path} can't be read (${reason}). Name a file with one repository a line.`,
      {
        cause: error,
      },
    );
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
