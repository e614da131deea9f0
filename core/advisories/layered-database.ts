import type { AdvisoryDatabase } from "./port.ts";

/**
 * A release's advisories with those that name its distribution without a release, which hold
 * for every release (`Debian` beside `Debian:12`).
 */
export function withBaseAdvisories(
  release: AdvisoryDatabase,
  base: AdvisoryDatabase | undefined,
): AdvisoryDatabase {
  if (base === undefined) return release;
  return {
    ecosystem: release.ecosystem,
    coverage: release.coverage,
    asOf: release.asOf,
    lookup(packageName) {
      return [...release.lookup(packageName), ...base.lookup(packageName)];
    },
    close() {
      release.close();
      base.close();
    },
  };
}
