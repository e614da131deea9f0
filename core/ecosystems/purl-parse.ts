import { normalizePurl, type PackageUrl } from "./purl.ts";

/**
 * Reads a package URL; the parts are decoded and normalised by the rules of its type.
 * https://github.com/package-url/purl-spec ("How to parse a purl string")
 * @throws Error when it is none.
 */
export function parsePurl(purl: string): PackageUrl {
  const [beforeSubpath, subpath] = splitAtLast(purl, "#");
  const [beforeQualifiers, qualifiers] = splitAtLast(beforeSubpath, "?");
  if (!/^pkg:/i.test(beforeQualifiers)) throw new Error(`"${purl}" does not begin with "pkg:".`);
  const rest = beforeQualifiers.slice("pkg:".length).replace(/^\/+/, "");
  const slash = rest.indexOf("/");
  if (slash < 0) throw new Error(`"${purl}" has no package type.`);
  const path = rest.slice(slash + 1).replace(/^\/+|\/+$/g, "");

  const lastSlash = path.lastIndexOf("/");
  // The scope of an npm package may stand unencoded: only an @ of the last segment is the version's.
  const [name, version] = splitAtLast(path.slice(lastSlash + 1), "@");
  const namespace = lastSlash < 0 ? undefined : path.slice(0, lastSlash);
  return normalizePurl({
    type: rest.slice(0, slash),
    name: decode(name),
    ...(namespace !== undefined && { namespace: namespace.split("/").map(decode).join("/") }),
    ...(version !== undefined && { version: decode(version) }),
    ...(qualifiers !== undefined && { qualifiers: parseQualifiers(qualifiers) }),
    ...(subpath !== undefined && { subpath: subpath.split("/").map(decode).join("/") }),
  });
}

function parseQualifiers(text: string): Record<string, string> {
  const pairs = text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string] => {
      const equals = pair.indexOf("=");
      if (equals < 0) return [pair, ""];
      return [pair.slice(0, equals), decode(pair.slice(equals + 1))];
    });
  return Object.fromEntries(pairs);
}

function splitAtLast(text: string, separator: string): [string, string | undefined] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new Error(`"${text}" is not percent-encoded as a package URL must be.`, { cause });
  }
}
