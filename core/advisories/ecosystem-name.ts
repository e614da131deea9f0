/**
 * The ecosystem without its release: `Debian:12` → `Debian`. OSV publishes one archive
 * under this name for all releases.
 */
export function baseEcosystem(ecosystem: string): string {
  const colon = ecosystem.indexOf(":");
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/** Address of OSV's public archive that holds this ecosystem's records. */
export function osvArchiveUrl(ecosystem: string): string {
  return `https://osv-vulnerabilities.storage.googleapis.com/${encodeURIComponent(baseEcosystem(ecosystem))}/all.zip`;
}

/** Ecosystems whose advisories speak of a distribution's packages, without the release. */
const DISTRIBUTIONS: ReadonlySet<string> = new Set([
  "AlmaLinux",
  "Alpaquita",
  "Alpine",
  "Azure Linux",
  "BellSoft Hardened Containers",
  "Chainguard",
  "Debian",
  "Echo",
  "Mageia",
  "MinimOS",
  "Photon OS",
  "Red Hat",
  "Rocky Linux",
  "SUSE",
  "Ubuntu",
  "Wolfi",
  "openEuler",
  "openSUSE",
]);

/** Whether the advisories of this ecosystem (with or without release) are a distribution's. */
export function isDistributionEcosystem(ecosystem: string): boolean {
  return DISTRIBUTIONS.has(baseEcosystem(ecosystem));
}
