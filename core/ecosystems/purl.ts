/** The parts of a package URL, decoded. */
export interface PackageUrl {
  readonly type: string;
  /** Segments separated by `/`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string;
}

const TYPE = /^[a-z][a-z0-9.-]*$/;
const QUALIFIER_KEY = /^[a-z][a-z0-9._-]*$/;

/**
 * Writes a package URL in its canonical form.
 * https://github.com/package-url/purl-spec (specification and types/*-definition.json)
 * @throws Error when type, name or a qualifier's key is missing or invalid.
 */
export function formatPurl(parts: PackageUrl): string {
  const { type, namespace, name, version, qualifiers, subpath } = normalizePurl(parts);
  const path = namespace === undefined ? [name] : [...namespace.split("/"), name];
  let purl = `pkg:${type}/${path.map(encode).join("/")}`;
  if (version !== undefined) purl += `@${encode(version)}`;
  if (qualifiers !== undefined) {
    const pairs = Object.entries(qualifiers).map(([key, value]) => `${key}=${encode(value)}`);
    purl += `?${pairs.join("&")}`;
  }
  if (subpath !== undefined) purl += `#${subpath.split("/").map(encode).join("/")}`;
  return purl;
}

/**
 * The same package URL with every rule of its type applied: case, PEP 503 names,
 * no empty parts, qualifiers sorted by key.
 * @throws Error as formatPurl.
 */
export function normalizePurl(parts: PackageUrl): PackageUrl {
  const type = parts.type.toLowerCase();
  if (!TYPE.test(type)) throw new Error(`"${parts.type}" is no package URL type.`);
  const namespace = normalizeNamespace(type, segments(parts.namespace).join("/"));
  const name = normalizeName(type, parts.name);
  if (name === "") throw new Error("A package URL needs a name.");
  const qualifiers = normalizeQualifiers(parts.qualifiers);
  const subpath = segments(parts.subpath)
    .filter((segment) => segment !== "." && segment !== "..")
    .join("/");
  return {
    type,
    name,
    ...(namespace !== "" && { namespace }),
    ...(parts.version !== undefined && parts.version !== "" && { version: parts.version }),
    ...(qualifiers !== undefined && { qualifiers }),
    ...(subpath !== "" && { subpath }),
  };
}

/**
 * A Python project's name as the index knows it.
 * https://peps.python.org/pep-0503/#normalized-names
 */
export function normalizePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Distributions' and Go's names are lowercased by their types; npm's old names have capitals. */
function normalizeNamespace(type: string, namespace: string): string {
  return type === "deb" || type === "apk" || type === "golang"
    ? namespace.toLowerCase()
    : namespace;
}

function normalizeName(type: string, name: string): string {
  if (type === "pypi") return normalizePythonName(name);
  return normalizeNamespace(type, name);
}

function normalizeQualifiers(
  qualifiers: PackageUrl["qualifiers"],
): Readonly<Record<string, string>> | undefined {
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries(qualifiers ?? {})) {
    const lower = key.toLowerCase();
    if (!QUALIFIER_KEY.test(lower)) throw new Error(`"${key}" is no package URL qualifier.`);
    if (value !== "") pairs.push([lower, value]);
  }
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function segments(path: string | undefined): string[] {
  return (path ?? "").split("/").filter((segment) => segment !== "");
}

/** Percent-encodes all but letters, digits, `.-_~` and the colon. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%3A", ":")
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
