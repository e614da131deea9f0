/** What an archive's file name says: `artifact-version.jar`, perhaps with a classifier behind. */
export interface ArchiveName {
  readonly artifact: string;
  readonly version?: string;
}

/** Words that belong to a version, behind a dash: `1.0-beta-2`, `31.1-jre`, `1.0-20230101.1-1`. */
const QUALIFIER =
  /^-(?:\d[\w.+]*|(?:snapshot|alpha|beta|milestone|rc|cr|m|ga|final|release|sp|jre|android|incubating|jdk)[\w.+]*)/i;
const NUMBER = /^\d[\w.+]*/;
/** Of a file system: a longer name is none, and splitting it would cost. */
const MAX_NAME = 255;

/**
 * Splits an archive's name at the dash before its version; of several candidates at the first
 * whose rest holds no other, so that `log4j-1.2-api-2.17.1.jar` is `log4j-1.2-api`.
 * @param path Of the archive, with its ending.
 */
export function splitArchiveName(path: string): ArchiveName {
  const stem = archiveStem(path);
  if (stem.length > MAX_NAME) return { artifact: stem };
  let found: ArchiveName | undefined;
  for (const { index } of stem.matchAll(/-(?=\d)/g)) {
    const version = versionAt(stem, index + 1);
    found = { artifact: stem.slice(0, index), version };
    if (!/-\d/.test(stem.slice(index + 1 + version.length))) break;
  }
  return found ?? { artifact: stem };
}

/** The file's name without folders and ending. */
export function archiveStem(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.slice(0, name.lastIndexOf("."));
}

function versionAt(stem: string, start: number): string {
  let end = start + (NUMBER.exec(stem.slice(start))?.[0].length ?? 0);
  for (;;) {
    const qualifier = QUALIFIER.exec(stem.slice(end))?.[0];
    if (qualifier === undefined) return stem.slice(start, end);
    end += qualifier.length;
  }
}
