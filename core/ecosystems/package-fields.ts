/** npm allows 214, Maven's coordinates of real packages stay under 200: longer is no name. */
const MAX_NAME = 512;
/** The longest real versions, Go's pseudo-versions with local parts, stay under 100. */
const MAX_VERSION = 256;
const MAX_LICENSE = 200;
const MAX_LICENSES = 20;

/**
 * Whether a file's name and version may stand in an inventory: not empty, not absurdly
 * long, and without control characters, which a terminal would obey.
 */
export function isPackageIdentity(name: string, version: string): boolean {
  return (
    isPrintable(name) &&
    isPrintable(version) &&
    name.length <= MAX_NAME &&
    version.length <= MAX_VERSION
  );
}

/**
 * Licences as a package declares them, without empty, repeated and overlong ones
 * (whole licence texts stand in these fields of some packages).
 */
export function declaredLicenses(candidates: readonly string[]): { licenses?: readonly string[] } {
  const kept = new Set<string>();
  for (const candidate of candidates) {
    const license = candidate.trim();
    if (license.length <= MAX_LICENSE && isPrintable(license)) kept.add(license);
    if (kept.size === MAX_LICENSES) break;
  }
  return kept.size === 0 ? {} : { licenses: [...kept] };
}

function isPrintable(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return text !== "" && !/[\u0000-\u001f\u007f-\u009f]/.test(text);
}
