import type { Distribution } from "../contract/inventory.ts";

/** Debian's releases by codename, since testing has no VERSION_ID. https://wiki.debian.org/DebianReleases */
const DEBIAN_CODENAMES: ReadonlyMap<string, string> = new Map([
  ["stretch", "9"],
  ["buster", "10"],
  ["bullseye", "11"],
  ["bookworm", "12"],
  ["trixie", "13"],
  ["forky", "14"],
  ["duke", "15"],
]);

/**
 * OSV's name of a dpkg distribution's advisories: `Debian:12`, `Ubuntu:22.04:LTS`, `Ubuntu:24.10`.
 * Undefined for derivatives, whose packages are their own, and for Debian's sid.
 * https://ossf.github.io/osv-schema/#defined-ecosystems
 */
export function dpkgAdvisories(distribution: Distribution | undefined): string | undefined {
  if (distribution?.id === "debian") {
    const release =
      distribution.versionId?.split(".")[0] ?? DEBIAN_CODENAMES.get(distribution.codename ?? "");
    return release === undefined ? undefined : `Debian:${release}`;
  }
  if (distribution?.id === "ubuntu" && distribution.versionId !== undefined) {
    const version = distribution.versionId;
    return isUbuntuLts(version) ? `Ubuntu:${version}:LTS` : `Ubuntu:${version}`;
  }
  return undefined;
}

/**
 * OSV's name of an apk distribution's advisories: `Alpine:v3.20`, `Wolfi`, `Chainguard`.
 * Undefined for Alpine's edge (`3.21.0_alpha20240923`), which belongs to no release.
 */
export function apkAdvisories(distribution: Distribution | undefined): string | undefined {
  if (distribution === undefined) return undefined;
  switch (distribution.id) {
    case "wolfi":
      return "Wolfi";
    case "chainguard":
      return "Chainguard";
    case "alpine": {
      const release = /^(\d+\.\d+)(?:\.\d+)?$/.exec(distribution.versionId ?? "")?.[1];
      return release === undefined ? undefined : `Alpine:v${release}`;
    }
    default:
      return undefined;
  }
}

/** April of an even year. https://ubuntu.com/about/release-cycle */
function isUbuntuLts(version: string): boolean {
  const [year = "", month] = version.split(".");
  return month === "04" && Number(year) % 2 === 0;
}
