/**
 * Endings of files that no ecosystem reads packages from: most of what a
 * distribution's packages own, and not worth keeping as an owned path.
 */
const NEVER_A_PACKAGE = [
  ".gz",
  ".mo",
  ".h",
  ".py",
  ".pyc",
  ".js",
  ".ts",
  ".map",
  ".md",
  ".txt",
  ".html",
  ".pm",
  ".pl",
  ".png",
  ".svg",
  ".conf",
  ".list",
  "/copyright",
];

/** The endings by their last letter: this is asked for every file of a distribution. */
const BY_LAST_LETTER = new Map<number, string[]>();
for (const ending of NEVER_A_PACKAGE) {
  const last = ending.charCodeAt(ending.length - 1);
  BY_LAST_LETTER.set(last, [...(BY_LAST_LETTER.get(last) ?? []), ending]);
}

/** Top-level folders that are symbolic links into usr/ where the two are merged. */
const MERGED = ["bin/", "lib/", "lib64/", "sbin/"];

/**
 * Adds a file that a distribution's package owns, unless nothing could be found in it.
 * Where usr is merged the databases may still say `lib/x` of what is stored as `usr/lib/x`,
 * so that both are added.
 * @param path Without leading slash.
 */
export function addOwnedPath(owned: string[], path: string): void {
  if (path === "") return;
  const endings = BY_LAST_LETTER.get(path.charCodeAt(path.length - 1));
  if (endings?.some((ending) => path.endsWith(ending))) return;
  owned.push(path);
  if (MERGED.some((folder) => path.startsWith(folder))) owned.push(`usr/${path}`);
}
