import { stat } from "node:fs/promises";
import { errorCode } from "../../core/error-code.ts";
import { PermanentError } from "../../core/errors.ts";

/** Where an image is on this machine, and which one of those that are there. */
export interface ImagePlace {
  readonly path: string;
  /** A tag, a full name or a digest. */
  readonly name?: string;
}

/**
 * Finds the path in `PATH`, `PATH:TAG`, `PATH:repository:tag` or `PATH@sha256:…`: the
 * longest part that exists, since both paths and names may have colons.
 * @throws PermanentError `not-found`, `unreadable`; `wrong-kind` where an archive is a folder
 * or a layout a file
 */
export async function locateImage(kind: "oci-dir" | "archive", place: string): Promise<ImagePlace> {
  const parts = possibleParts(place);
  for (const part of parts) {
    const found = await kindOf(part.path);
    if (found === undefined) continue;
    if (kind === "oci-dir" && found === "file") {
      throw wrongKind(`${part.path} is a file, no folder with an OCI layout`, "archive", place);
    }
    if (kind === "archive" && found === "folder") {
      throw wrongKind(`${part.path} is a folder, no archive`, "oci-dir", place);
    }
    return part;
  }
  const path = parts.at(-1)?.path ?? place;
  const what = kind === "oci-dir" ? "folder" : "file";
  throw new PermanentError(
    "not-found",
    `There is no ${what} ${path}. Check the path; a relative one begins at the current folder.`,
  );
}

/**
 * Checks the folder of `fs://`.
 * @throws PermanentError `not-found`, `unreadable`, `wrong-kind`
 */
export async function checkFolder(path: string): Promise<void> {
  const found = await kindOf(path);
  if (found === "folder") return;
  if (found === "file") throw wrongKind(`${path} is a file, no folder`, "archive", path);
  throw new PermanentError(
    "not-found",
    `There is no folder ${path}. Check the path; a relative one begins at the current folder.`,
  );
}

/** Every way to read it, the longest path first; a name has no slash before its first colon. */
function possibleParts(place: string): ImagePlace[] {
  const parts: ImagePlace[] = [{ path: place }];
  for (let end = place.length - 1; end > 0; end -= 1) {
    if (place[end] !== ":" && place[end] !== "@") continue;
    parts.push({ path: place.slice(0, end), name: place.slice(end + 1) });
  }
  return parts.filter(({ path, name }) => name === undefined || (path !== "" && name !== ""));
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return undefined;
    throw new PermanentError("unreadable", `${path} can't be read (${code}). Check permissions.`, {
      cause: error,
    });
  }
}

function wrongKind(what: string, other: string, place: string): PermanentError {
  return new PermanentError("wrong-kind", `${what}. Did you mean ${other}://${place}?`);
}
