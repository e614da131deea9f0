import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SourceRecord } from "../../core/advisories/source-record.ts";
import { PermanentError } from "../../core/errors.ts";
import { readZipRecords } from "./advisory-zip.ts";

/** A file of many records; one record is some KB. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;

/**
 * The OSV records of a file (`.json`: one record or an array of them; `.zip`: an archive of such
 * files) or of a folder with everything below it, in the order of the names.
 *
 * @throws PermanentError `advisory-source-missing`, `malformed-archive`.
 */
export async function* readAdvisorySource(path: string): AsyncGenerator<SourceRecord> {
  const kind = await kindOf(path);
  if (kind === "folder") {
    for (const child of await readdir(path, { withFileTypes: true }).then(sortByName)) {
      if (child.isDirectory() || /\.(?:json|zip)$/i.test(child.name))
        yield* readAdvisorySource(join(path, child.name));
    }
  } else if (kind === "zip") yield* readZipRecords(path);
  else yield* readJsonRecords(path);
}

function sortByName<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function kindOf(path: string): Promise<"folder" | "zip" | "json"> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new PermanentError(
      "advisory-source-missing",
      `There is no file or folder ${path}. Give OSV records: JSON files, folders of them, or OSV's zip archives.`,
      { cause: error },
    );
  });
  if (stats.isDirectory()) return "folder";
  return path.toLowerCase().endsWith(".zip") ? "zip" : "json";
}

async function* readJsonRecords(path: string): AsyncGenerator<SourceRecord> {
  let content: unknown;
  try {
    if ((await stat(path)).size > MAX_JSON_BYTES) throw new Error("it is too large");
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    yield {
      origin: path,
      read() {
        throw error;
      },
    };
    return;
  }
  if (!Array.isArray(content)) {
    yield { origin: path, read: () => content };
    return;
  }
  for (const [index, record] of content.entries())
    yield { origin: `${path}[${index}]`, read: () => record as unknown };
}
