import type { ParsedFile, ParsedPackage } from "../ecosystem.ts";
import { addOwnedPath } from "../owned-path.ts";
import { declaredLicenses, isPackageIdentity } from "../package-fields.ts";

const MAX_WARNINGS = 20;

/** Fields of one package, by their letter. */
interface ApkRecord {
  name: string;
  version: string;
  architecture: string;
  origin: string;
  license: string;
}

/**
 * Reads apk's database of installed packages: one letter, a colon and a value a line, an empty
 * line after each package; `F:` opens a folder and `R:` names a file in it.
 * https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2
 * @throws Error when there is text, but no package in it.
 */
export function parseApkInstalled(bytes: Buffer): ParsedFile | undefined {
  const text = bytes.toString("utf8");
  const packages: ParsedPackage[] = [];
  const ownedPaths: string[] = [];
  const warnings: string[] = [];
  let record = emptyRecord();
  let folder = "";

  const finishRecord = (): void => {
    if (record.name !== "" || record.version !== "") {
      if (isPackageIdentity(record.name, record.version)) packages.push(toPackage(record));
      else if (warnings.length < MAX_WARNINGS) warnings.push(incomplete(record));
    }
    record = emptyRecord();
    folder = "";
  };

  for (let start = 0; start < text.length;) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (end === start) finishRecord();
    else if (text.charCodeAt(start + 1) === 0x3a) {
      const value = text.slice(start + 2, end);
      const letter = text.charAt(start);
      if (letter === "F") folder = value === "" ? "" : `${value}/`;
      else if (letter === "R") addOwnedPath(ownedPaths, folder + value);
      else setField(record, letter, value.trim());
    }
    start = end + 1;
  }
  finishRecord();

  if (packages.length === 0 && warnings.length === 0) {
    if (text.trim() === "") return undefined;
    throw new Error("It holds no package: it is not a database of apk, or is damaged.");
  }
  return { packages, ownedPaths, ...(warnings.length > 0 && { warnings }) };
}

function emptyRecord(): ApkRecord {
  return { name: "", version: "", architecture: "", origin: "", license: "" };
}

function setField(record: ApkRecord, letter: string, value: string): void {
  switch (letter) {
    case "P":
      record.name = value;
      return;
    case "V":
      record.version = value;
      return;
    case "A":
      record.architecture = value;
      return;
    case "o":
      record.origin = value;
      return;
    case "L":
      record.license = value;
      return;
    default:
  }
}

function toPackage({ name, version, architecture, origin, license }: ApkRecord): ParsedPackage {
  return {
    name,
    version,
    ...(architecture !== "" && { architecture }),
    // A subpackage has its origin's version: both are built at once.
    ...(origin !== "" && origin !== name && { sourceName: origin, sourceVersion: version }),
    ...declaredLicenses([license]),
  };
}

function incomplete({ name }: ApkRecord): string {
  return `Package ${JSON.stringify(name.slice(0, 100))} has no usable name and version and is left out.`;
}
