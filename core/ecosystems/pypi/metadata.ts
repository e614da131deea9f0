import type { ParsedFile } from "../ecosystem.ts";
import { declaredLicenses, isPackageIdentity } from "../package-fields.ts";

/** Licence texts stand in the License field of some projects; their first words help nobody. */
const MAX_LICENSE_FIELD = 100;
const LICENSE_CLASSIFIER = "License ::";

/**
 * Reads the core metadata of an installed Python distribution: header fields up to an empty
 * line, behind which the description stands.
 * https://packaging.python.org/en/latest/specifications/core-metadata/
 * @throws Error without name or version.
 */
export function parsePythonMetadata(bytes: Buffer): ParsedFile {
  const fields = readFields(headerText(bytes));
  const name = fields.get("name")?.[0] ?? "";
  const version = fields.get("version")?.[0] ?? "";
  if (!isPackageIdentity(name, version)) {
    throw new Error("It has no usable Name and Version.");
  }
  return { packages: [{ name, version, ...declaredLicenses(licenses(fields)) }] };
}

/** Decodes only what stands before the description, which may be megabytes. */
function headerText(bytes: Buffer): string {
  const unix = bytes.indexOf("\n\n");
  const windows = bytes.indexOf("\r\n\r\n");
  const ends = [unix, windows].filter((end) => end >= 0);
  return bytes.toString("utf8", 0, ends.length === 0 ? bytes.length : Math.min(...ends));
}

/** Field names are case-insensitive; continuation lines begin with white space and are left out. */
function readFields(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    if (line.startsWith(" ") || line.startsWith("\t")) continue;
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return fields;
}

/** The SPDX expression where there is one (metadata 2.4), else the classifiers, else the short text. */
function licenses(fields: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const expression = fields.get("license-expression");
  if (expression !== undefined) return expression;
  const classified = (fields.get("classifier") ?? [])
    .filter((classifier) => classifier.startsWith(LICENSE_CLASSIFIER))
    .map((classifier) => classifier.slice(classifier.lastIndexOf("::") + 2).trim())
    // A class of licences, not one.
    .filter((license) => license !== "OSI Approved");
  if (classified.length > 0) return classified;
  return (fields.get("license") ?? []).filter(
    (license) => license.length <= MAX_LICENSE_FIELD && license.toUpperCase() !== "UNKNOWN",
  );
}
