import type { InventoryPackage } from "../../contract/inventory.ts";
import { apkAdvisories } from "../advisory-release.ts";
import { distributionPurl } from "../distribution-purl.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, Reading } from "../ecosystem.ts";
import { compareApkVersions } from "./compare-versions.ts";
import { parseApkInstalled } from "./installed.ts";

const INSTALLED: Reading = {
  kind: "whole",
  // It lists every file too: an image of 1,000 packages has some 20 MiB.
  maxBytes: 64 * 1024 * 1024,
  parse: parseApkInstalled,
};

/** Alpine, Wolfi, Chainguard: apk's database. */
export const apk: Ecosystem = {
  id: "apk",
  packageType: "apk",
  attribution: "database",
  distribution: true,
  wants,
  toPurl: (pkg, distribution) => distributionPurl("apk", pkg, distribution),
  advisoryEcosystem: apkAdvisories,
  advisoryKey,
  compareVersions: compareApkVersions,
};

/** In newer releases, where usr is merged, it lies below usr. */
function wants({ path }: FileEntry): Reading | undefined {
  return path === "lib/apk/db/installed" || path === "usr/lib/apk/db/installed"
    ? INSTALLED
    : undefined;
}

/** Alpine's security database speaks of origins: the APKBUILD that several packages come from. */
function advisoryKey(pkg: InventoryPackage): AdvisoryKey {
  return { name: pkg.sourceName ?? pkg.name, version: pkg.version };
}
