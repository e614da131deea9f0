/** The main section of a manifest: values by lower-case name. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * Reads the main section of a `MANIFEST.MF`: lines of at most 72 bytes, continued by lines that
 * begin with a space, up to an empty line.
 * https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest
 */
export function parseManifest(bytes: Buffer): Manifest {
  const values = new Map<string, string>();
  let name = "";
  let at = 0;
  while (at < bytes.length) {
    let end = bytes.indexOf(0x0a, at);
    if (end < 0) end = bytes.length;
    const line = bytes.toString("utf8", at, end).replace(/\r$/, "");
    if (line === "") break;
    if (line.startsWith(" ")) values.set(name, (values.get(name) ?? "") + line.slice(1));
    else {
      const colon = line.indexOf(":");
      name = line.slice(0, Math.max(colon, 0)).toLowerCase();
      values.set(name, line.slice(colon + 1).trimStart());
    }
    at = end + 1;
  }
  return values;
}

/** A value without white space around it; undefined when absent, empty or never filled in. */
export function manifestValue(manifest: Manifest | undefined, name: string): string | undefined {
  const value = manifest?.get(name)?.trim();
  return value === undefined || value === "" || value.includes("${") ? undefined : value;
}
