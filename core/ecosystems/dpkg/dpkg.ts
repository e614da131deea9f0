import type { InventoryPackage } from "../../contract/inventory.ts";
import { dpkgAdvisories } from "../advisory-release.ts";
import { distributionPurl } from "../distribution-purl.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, Reading } from "../ecosystem.ts";
import { compareDebianVersions } from "./compare-versions.ts";
import { parseFileList, parseMd5sums } from "./owned-files.ts";
import { parseDpkgStatus } from "./status.ts";

const STATUS: Reading = {
  kind: "whole",
  // All of Debian's 65,000 packages would fit; images hold hundreds.
  maxBytes: 64 * 1024 * 1024,
  parse: parseDpkgStatus,
};
/** One stanza; and one package's file names, of which the largest have some 10,000. */
const STANZA: Reading = { kind: "whole", maxBytes: 1024 * 1024, parse: parseDpkgStatus };
const FILE_LIST: Reading = { kind: "whole", maxBytes: 16 * 1024 * 1024, parse: parseFileList };
const MD5SUMS: Reading = { kind: "whole", maxBytes: 16 * 1024 * 1024, parse: parseMd5sums };

/** Debian, Ubuntu and their derivatives: dpkg's database, and distroless images' status.d. */
export const dpkg: Ecosystem = {
  id: "dpkg",
  packageType: "deb",
  attribution: "database",
  distribution: true,
  wants,
  toPurl: (pkg, distribution) => distributionPurl("deb", pkg, distribution),
  advisoryEcosystem: dpkgAdvisories,
  advisoryKey,
  compareVersions: compareDebianVersions,
};

function wants({ path }: FileEntry): Reading | undefined {
  if (!path.startsWith("var/lib/dpkg/")) return undefined;
  if (path === "var/lib/dpkg/status") return STATUS;
  if (path.startsWith("var/lib/dpkg/status.d/")) {
    return path.endsWith(".md5sums") ? MD5SUMS : STANZA;
  }
  return path.startsWith("var/lib/dpkg/info/") && path.endsWith(".list") ? FILE_LIST : undefined;
}

/** Advisories of Debian and Ubuntu speak of source packages. */
function advisoryKey(pkg: InventoryPackage): AdvisoryKey {
  return {
    name: pkg.sourceName ?? pkg.name,
    version: pkg.sourceVersion ?? pkg.version,
  };
}
