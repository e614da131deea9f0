import type { InventoryPackage } from "../../contract/inventory.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, ParsedPackage, Reading } from "../ecosystem.ts";
import { formatPurl, normalizePythonName } from "../purl.ts";
import { comparePythonVersions } from "./compare-versions.ts";
import { parsePythonMetadata } from "./metadata.ts";

/** With its description; the largest real ones are some 500 KiB. */
const READING: Reading = { kind: "whole", maxBytes: 8 * 1024 * 1024, parse: parsePythonMetadata };

/** Installed Python distributions, as pip, setuptools and the distributions leave them. */
export const pypi: Ecosystem = {
  id: "pypi",
  packageType: "pypi",
  attribution: "file",
  distribution: false,
  wants,
  toPurl,
  advisoryEcosystem: () => "PyPI",
  advisoryKey,
  compareVersions: comparePythonVersions,
};

/** wheels' dist-info; setuptools' egg-info, a file or a folder; and eggs. */
function wants({ path }: FileEntry): Reading | undefined {
  const wanted =
    path.endsWith(".dist-info/METADATA") ||
    path.endsWith(".egg-info") ||
    path.endsWith(".egg-info/PKG-INFO") ||
    path.endsWith("/EGG-INFO/PKG-INFO");
  return wanted ? READING : undefined;
}

function toPurl({ name, version }: ParsedPackage): string {
  return formatPurl({ type: "pypi", name, version });
}

function advisoryKey({ name, version }: InventoryPackage): AdvisoryKey {
  return { name: normalizePythonName(name), version };
}
