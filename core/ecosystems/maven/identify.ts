import type { ParsedPackage } from "../ecosystem.ts";
import { declaredLicenses, isPackageIdentity } from "../package-fields.ts";
import { archiveStem, splitArchiveName } from "./file-name.ts";
import { knownGroup } from "./known-groups.ts";
import { manifestValue, type Manifest } from "./manifest.ts";
import type { MavenCoordinates } from "./pom-properties.ts";

/** What an archive, without those inside it, says of itself. */
export interface ArchiveDescription {
  /** Path or name of the archive, with its ending. */
  readonly path: string;
  readonly poms: readonly MavenCoordinates[];
  readonly manifest: Manifest | undefined;
}

/**
 * The artifacts of an archive: those of its pom.properties (several in a shaded one, its own
 * first), and where none of them is its own, what manifest and file name say.
 */
export function identifyArtifacts(description: ArchiveDescription): readonly ParsedPackage[] {
  const { path, poms, manifest } = description;
  const ownVersion = splitArchiveName(path).version ?? manifestVersion(manifest);
  const artifacts = new Map<string, ParsedPackage>();
  const add = ({ group, artifact, version }: MavenCoordinates): void => {
    if (version === undefined || !isPackageIdentity(`${group}:${artifact}`, version)) return;
    const key = `${group}:${artifact}:${version}`;
    if (!artifacts.has(key)) artifacts.set(key, { namespace: group, name: artifact, version });
  };

  const own = poms.find((pom) => isOwn(pom, path)) ?? (poms.length === 1 ? poms[0] : undefined);
  if (own !== undefined) add(ownVersion === undefined ? own : { version: ownVersion, ...own });
  else {
    const guess = fromManifestAndName(description);
    if (guess !== undefined && (poms.length === 0 || guess.isSure)) add(guess);
  }
  for (const pom of poms) add(pom);

  const [first, ...others] = artifacts.values();
  return first === undefined ? [] : [{ ...first, ...manifestLicenses(manifest) }, ...others];
}

/** `artifact.jar`, or `artifact-` with anything that may be a version behind. */
function isOwn({ artifact, version }: MavenCoordinates, path: string): boolean {
  const stem = archiveStem(path);
  if (stem === artifact || (version !== undefined && stem.startsWith(`${artifact}-${version}`))) {
    return true;
  }
  return splitArchiveName(path).artifact === artifact;
}

/** Without a version in the file's name, the manifest has to speak of an artifact of this name. */
function fromManifestAndName({
  path,
  manifest,
}: ArchiveDescription): (MavenCoordinates & { isSure: boolean }) | undefined {
  const { artifact, version: named } = splitArchiveName(path);
  const version = named ?? manifestVersion(manifest);
  if (version === undefined) return undefined;
  const group = knownGroup(artifact) ?? manifestGroup(manifest, artifact);
  const isNamed =
    named !== undefined ||
    group !== undefined ||
    manifestValue(manifest, "implementation-title") === artifact;
  if (!isNamed) return undefined;
  if (group !== undefined) return { group, artifact, version, isSure: true };
  // Bundles are named after group and artifact: org.eclipse.jdt.ecj-3.38.0.jar.
  const dot = artifact.lastIndexOf(".");
  if (artifact.indexOf(".") !== dot) {
    const name = artifact.slice(dot + 1);
    return { group: artifact.slice(0, dot), artifact: name, version, isSure: false };
  }
  // Before groups were reversed domains, most were called as their artifact: junit:junit.
  return { group: artifact, artifact, version, isSure: false };
}

function manifestVersion(manifest: Manifest | undefined): string | undefined {
  return (
    manifestValue(manifest, "implementation-version") ?? manifestValue(manifest, "bundle-version")
  );
}

function manifestGroup(manifest: Manifest | undefined, artifact: string): string | undefined {
  const bundle = manifestValue(manifest, "bundle-symbolic-name") ?? "";
  const symbolicName = manifestValue(manifest, "bundle-symbolicname") ?? bundle;
  const fromBundle = groupOfBundle(symbolicName.split(";")[0]?.trim() ?? "", artifact);
  if (fromBundle !== undefined) return fromBundle;
  const vendorId = manifestValue(manifest, "implementation-vendor-id");
  return vendorId !== undefined && /^[\w-]+(?:\.[\w-]+)+$/.test(vendorId) ? vendorId : undefined;
}

/**
 * Undoes how the bundle plugin makes a symbolic name: group, dot, artifact, where what the group's
 * last part and the artifact's beginning have in common stands once
 * (org.apache.commons + commons-lang3 = org.apache.commons.lang3).
 */
function groupOfBundle(symbolicName: string, artifact: string): string | undefined {
  const parts = symbolicName.split(".");
  for (let i = 2; i < parts.length; i += 1) {
    const rest = parts.slice(i).join(".");
    if (artifact === `${parts[i - 1] ?? ""}-${rest}`) return parts.slice(0, i).join(".");
  }
  const ending = `.${artifact}`;
  const group = symbolicName.slice(0, -ending.length);
  return symbolicName.endsWith(ending) && group.includes(".") ? group : undefined;
}

/** `Bundle-License: Apache-2.0;link="…",MIT`. */
function manifestLicenses(manifest: Manifest | undefined): { licenses?: readonly string[] } {
  const licenses = manifestValue(manifest, "bundle-license")?.split(",") ?? [];
  return declaredLicenses(licenses.map((license) => license.split(";")[0] ?? ""));
}
