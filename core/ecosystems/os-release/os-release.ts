import type { Distribution } from "../../contract/inventory.ts";
import type { FileDetector, FileEntry, ParsedFile, Reading } from "../ecosystem.ts";

/** Real ones are under 1 KiB. */
const MAX_BYTES = 64 * 1024;

/** Longest value that is kept; real ones are names. */
const MAX_VALUE_LENGTH = 200;
/** Characters that steer terminals or hide text: what is read here is shown wherever the image is. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Reads which distribution an image is. https://www.freedesktop.org/software/systemd/man/os-release.html */
export const osRelease: FileDetector = { id: "os-release", wants };

const READING: Reading = { kind: "whole", maxBytes: MAX_BYTES, parse };

function wants({ path }: FileEntry): Reading | undefined {
  return path === "etc/os-release" || path === "usr/lib/os-release" ? READING : undefined;
}

function parse(bytes: Buffer): ParsedFile | undefined {
  const fields = new Map<string, string>();
  for (const line of bytes.toString("utf8").split("\n")) {
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(equals, 0)).trim();
    if (key !== "" && !key.startsWith("#")) fields.set(key, unquote(line.slice(equals + 1).trim()));
  }
  if (fields.size === 0) return undefined;

  const value = (key: string): string | undefined => {
    const text = fields.get(key)?.replace(UNSHOWABLE, "").slice(0, MAX_VALUE_LENGTH);
    return text === "" ? undefined : text;
  };
  const versionId = value("VERSION_ID");
  const codename = value("VERSION_CODENAME");
  const prettyName = value("PRETTY_NAME");
  const idLike = value("ID_LIKE")?.split(/\s+/);
  const distribution: Distribution = {
    id: value("ID")?.toLowerCase() ?? "linux",
    ...(versionId !== undefined && { versionId }),
    ...(codename !== undefined && { codename }),
    ...(prettyName !== undefined && { prettyName }),
    ...(idLike !== undefined && { idLike }),
  };
  return { distribution };
}

/** A shell word: in quotes or bare, with the backslash before what the shell would read otherwise. */
function unquote(word: string): string {
  const quote = word[0];
  const quoted = (quote === '"' || quote === "'") && word.length > 1 && word.endsWith(quote);
  const text = quoted ? word.slice(1, -1) : word;
  return quote === "'" ? text : text.replace(/\\(["'$`\\])/g, "$1");
}
