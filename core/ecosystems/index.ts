import { apk } from "./apk/apk.ts";
import { dpkg } from "./dpkg/dpkg.ts";
import type { Ecosystem, FileDetector } from "./ecosystem.ts";
import { golang } from "./golang/golang.ts";
import { maven } from "./maven/maven.ts";
import { npm } from "./npm/npm.ts";
import { osRelease } from "./os-release/os-release.ts";
import { pypi } from "./pypi/pypi.ts";

/** Every package ecosystem. A new one is a folder, and a line here. */
export const ecosystems: readonly Ecosystem[] = [dpkg, apk, npm, pypi, golang, maven];

/** Everything that picks files out of a layer. */
export const detectors: readonly FileDetector[] = [osRelease, ...ecosystems];

const BY_ID: ReadonlyMap<string, Ecosystem> = new Map(
  ecosystems.map((ecosystem) => [ecosystem.id, ecosystem]),
);

/** OSV's names, up to their colon. https://ossf.github.io/osv-schema/#defined-ecosystems */
const BY_ADVISORIES: ReadonlyMap<string, Ecosystem> = new Map([
  ["Debian", dpkg],
  ["Ubuntu", dpkg],
  ["Alpine", apk],
  ["Wolfi", apk],
  ["Chainguard", apk],
  ["npm", npm],
  ["PyPI", pypi],
  ["Go", golang],
  ["Maven", maven],
]);

/** The ecosystem that found a package: `InventoryPackage.ecosystem`. */
export function ecosystemById(id: string): Ecosystem | undefined {
  return BY_ID.get(id);
}

/**
 * The ecosystem whose versions the advisories of an OSV ecosystem are written in.
 * @param advisories OSV's name, with or without a release: `Debian:12`, `npm`.
 */
export function schemeFor(advisories: string): Ecosystem | undefined {
  return BY_ADVISORIES.get(advisories.split(":")[0] ?? "");
}
