import type { FileEntry, FileScanner, ParsedFile } from "../ecosystem.ts";
import { ArchiveContents } from "./archive-contents.ts";
import { ARCHIVE_LIMITS, ArchiveBudget } from "./archive-limits.ts";
import { ZipStream } from "./zip-stream.ts";

/** Reads a Java archive that is wholly in memory. @throws Error when it is no archive. */
export function parseArchive(bytes: Buffer, { path }: FileEntry): ParsedFile | undefined {
  if (bytes.length === 0) return undefined;
  const budget = new ArchiveBudget(ARCHIVE_LIMITS);
  const contents = new ArchiveContents(path, budget);
  contents.readWhole(bytes);
  return toParsedFile(contents, budget);
}

/** Reads a Java archive as its bytes come by, keeping only the entries that are wanted. */
export function openArchive({ path }: FileEntry): FileScanner {
  const budget = new ArchiveBudget(ARCHIVE_LIMITS);
  const contents = new ArchiveContents(path, budget);
  const stream = new ZipStream(contents);
  return {
    push: (chunk) => {
      stream.push(chunk);
    },
    finish() {
      if (stream.state !== "complete") {
        budget.warn(`It is no whole ZIP archive (${stream.state}): some of it was not read.`);
      }
      return toParsedFile(contents, budget);
    },
  };
}

function toParsedFile(contents: ArchiveContents, budget: ArchiveBudget): ParsedFile | undefined {
  const packages = contents.packages();
  const { warnings } = budget;
  if (packages.length === 0 && warnings.length === 0) return undefined;
  return {
    ...(packages.length > 0 && { packages }),
    ...(warnings.length > 0 && { warnings }),
  };
}
