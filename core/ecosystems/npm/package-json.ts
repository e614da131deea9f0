import type { ParsedFile, ParsedPackage } from "../ecosystem.ts";
import { declaredLicenses, isPackageIdentity } from "../package-fields.ts";

/**
 * Reads the package.json of an installed package. One without name or version describes no
 * package of a registry and tells nothing.
 * https://docs.npmjs.com/cli/configuring-npm/package-json
 * @throws Error when it is no JSON object.
 */
export function parsePackageJson(bytes: Buffer): ParsedFile | undefined {
  const json = parseObject(bytes);
  const name = json["name"];
  const version = json["version"];
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  if (name.trim() === "" || version.trim() === "") return undefined;
  const pkg: ParsedPackage = {
    ...splitScope(name.trim()),
    version: version.trim(),
    ...declaredLicenses([...licensesOf(json["license"]), ...licensesOf(json["licenses"])]),
  };
  if (!isPackageIdentity(name.trim(), pkg.version)) {
    throw new Error("Its name or version is too long or holds control characters.");
  }
  return { packages: [pkg] };
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  // Some packages were published with a byte order mark, which npm ignores.
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error("It is not valid JSON.", { cause });
  }
  if (!isObject(json)) throw new Error("It is no JSON object.");
  return json;
}

/** The scope, with its @, is the namespace: `@babel/core`. */
function splitScope(name: string): { name: string; namespace?: string } {
  const slash = name.indexOf("/");
  if (!name.startsWith("@") || slash < 0) return { name };
  return { namespace: name.slice(0, slash), name: name.slice(slash + 1) };
}

/** A string; in older packages `{ type, url }`, or a list of either. */
function licensesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(licenseOf);
  return licenseOf(value);
}

function licenseOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  const type = isObject(value) ? (value["type"] ?? value["name"]) : undefined;
  return typeof type === "string" ? [type] : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
