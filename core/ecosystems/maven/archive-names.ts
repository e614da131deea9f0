/** Java archives, by the end of their names. */
const ARCHIVES = [".jar", ".war", ".ear", ".jpi", ".hpi", ".par"];
const MANIFEST = "META-INF/MANIFEST.MF";
const POM_FOLDER = "META-INF/maven/";
const POM_FILE = "/pom.properties";

/** Whether a path is that of a Java archive. */
export function isArchiveName(path: string): boolean {
  // Two letters that all of them end with: this is asked for every file of an image.
  const last = path.charCodeAt(path.length - 1);
  if (last !== 0x72 && last !== 0x69) return false;
  return ARCHIVES.some((ending) => path.endsWith(ending));
}

/** Why an entry of an archive is read. */
export type EntryKind = "manifest" | "pom" | "archive";

/** What an entry is for us, by its name; undefined: nothing. */
export function entryKind(name: string): EntryKind | undefined {
  if (name === MANIFEST) return "manifest";
  if (name.endsWith(POM_FILE)) {
    const folder = name.lastIndexOf(POM_FOLDER);
    return folder === 0 || (folder > 0 && name[folder - 1] === "/") ? "pom" : undefined;
  }
  return isArchiveName(name) ? "archive" : undefined;
}

/** Whether a name with these last two characters may be one that entryKind knows. */
export function mayBeWanted(last: number, lastButOne: number): boolean {
  switch (last) {
    case 0x73: // .properties
      return lastButOne === 0x65;
    case 0x46: // MANIFEST.MF
      return lastButOne === 0x4d;
    case 0x72: // .jar, .war, .ear, .par
      return lastButOne === 0x61;
    case 0x69: // .jpi, .hpi
      return lastButOne === 0x70;
    default:
      return false;
  }
}
