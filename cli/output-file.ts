import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "../core/error-code.ts";
import { PermanentError } from "../core/errors.ts";

/**
 * Checks a file of --output before the work begins, since the work may take minutes.
 * @throws PermanentError `output-failed`
 */
export async function checkOutputFile(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw new PermanentError("output-failed", `${path} is a folder. Name a file for the result.`);
  }
  try {
    await access(found === undefined ? folder : path, constants.W_OK);
  } catch (error) {
    throw failed(path, error);
  }
}

/**
 * Writes the result.
 * @throws PermanentError `output-failed`
 */
export async function writeOutputFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw failed(path, error);
  }
}

function failed(path: string, error: unknown): PermanentError {
  const code = errorCode(error) ?? "unknown error";
  const reason =
    code === "ENOENT" ? `there is no folder ${dirname(path)}` : `it is not writable (${code})`;
  return new PermanentError(
    "output-failed",
    `The result can't be written to ${path}: ${reason}. Name another file.`,
    { cause: error },
  );
}
