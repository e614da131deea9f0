import type { ParsedFile, ParsedPackage } from "../ecosystem.ts";
import { isPackageIdentity } from "../package-fields.ts";

const MAX_WARNINGS = 20;

/** Fields of one stanza, as they stand. */
interface Stanza {
  name: string;
  status: string;
  version: string;
  architecture: string;
  source: string;
}

/**
 * Reads dpkg's database, or one stanza of it as distroless images keep them: every package
 * whose files are there. One pass: only the lines of the fields in use are cut out.
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html
 * @throws Error when there is text, but no package in it.
 */
export function parseDpkgStatus(bytes: Buffer): ParsedFile | undefined {
  // Names, versions and architectures are ASCII; one byte a character is the quickest to search.
  const text = bytes.toString("latin1");
  const packages: ParsedPackage[] = [];
  const warnings: string[] = [];
  let stanza = emptyStanza();
  let stanzas = 0;

  const finishStanza = (): void => {
    if (stanza.name === "") return;
    stanzas += 1;
    if (isInstalled(stanza.status)) {
      if (isPackageIdentity(stanza.name, stanza.version)) packages.push(toPackage(stanza));
      else if (warnings.length < MAX_WARNINGS) warnings.push(withoutVersion(stanza));
    }
    stanza = emptyStanza();
  };

  for (let start = 0; start < text.length;) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (isBlank(text, start, end)) finishStanza();
    else readField(text, start, end, stanza);
    start = end + 1;
  }
  finishStanza();

  if (stanzas === 0) {
    if (text.trim() === "") return undefined;
    throw new Error("It holds no package: it is not a database of dpkg, or is damaged.");
  }
  return { packages, ...(warnings.length > 0 && { warnings }) };
}

function emptyStanza(): Stanza {
  return { name: "", status: "", version: "", architecture: "", source: "" };
}

function isBlank(text: string, start: number, end: number): boolean {
  return end === start || text.slice(start, end).trim() === "";
}

/** Continuation lines begin with a space or tab, so they never look like one of these fields. */
function readField(text: string, start: number, end: number, stanza: Stanza): void {
  switch (text.charCodeAt(start)) {
    case 0x50: // P
      if (text.startsWith("Package:", start)) stanza.name = text.slice(start + 8, end).trim();
      return;
    case 0x53: // S
      if (text.startsWith("Status:", start)) stanza.status = text.slice(start + 7, end).trim();
      else if (text.startsWith("Source:", start)) stanza.source = text.slice(start + 7, end).trim();
      return;
    case 0x56: // V
      if (text.startsWith("Version:", start)) stanza.version = text.slice(start + 8, end).trim();
      return;
    case 0x41: // A
      if (text.startsWith("Architecture:", start)) {
        stanza.architecture = text.slice(start + 13, end).trim();
      }
      return;
    default:
  }
}

/**
 * The third word of Status is what matters; its files are there in all states but these.
 * Stanzas without it (distroless) are of packages that were unpacked into the image.
 */
function isInstalled(status: string): boolean {
  const state = status.slice(status.lastIndexOf(" ") + 1);
  return state !== "not-installed" && state !== "config-files" && state !== "half-installed";
}

function toPackage({ name, version, architecture, source }: Stanza): ParsedPackage {
  const { sourceName, sourceVersion } = parseSource(source);
  const otherVersion = sourceVersion !== undefined && sourceVersion !== version;
  const other = sourceName !== undefined && (sourceName !== name || otherVersion);
  return {
    name,
    version,
    ...(architecture !== "" && { architecture }),
    ...(other && { sourceName, sourceVersion: sourceVersion ?? version }),
  };
}

/** `Source: openssl` or, where the versions differ, `Source: openssl (3.0.11-1)`. */
function parseSource(source: string): { sourceName?: string; sourceVersion?: string } {
  if (source === "") return {};
  const open = source.indexOf("(");
  if (open < 0) return { sourceName: source };
  const close = source.indexOf(")", open);
  const sourceVersion = source.slice(open + 1, close < 0 ? source.length : close).trim();
  return {
    sourceName: source.slice(0, open).trim(),
    ...(sourceVersion !== "" && { sourceVersion }),
  };
}

function withoutVersion({ name }: Stanza): string {
  return `Package ${JSON.stringify(name.slice(0, 100))} has no usable version and is left out.`;
}
