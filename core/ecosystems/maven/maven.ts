import type { InventoryPackage } from "../../contract/inventory.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, ParsedPackage, Reading } from "../ecosystem.ts";
import { formatPurl } from "../purl.ts";
import { openArchive, parseArchive } from "./archive.ts";
import { ARCHIVE_LIMITS } from "./archive-limits.ts";
import { isArchiveName } from "./archive-names.ts";
import { compareMavenVersions } from "./compare-versions.ts";

const WHOLE: Reading = {
  kind: "whole",
  maxBytes: ARCHIVE_LIMITS.wholeBytes,
  parse: parseArchive,
};
const STREAM: Reading = { kind: "stream", open: openArchive };

/** Java archives, nested and shaded ones too. */
export const maven: Ecosystem = {
  id: "maven",
  packageType: "maven",
  attribution: "file",
  distribution: false,
  wants,
  toPurl,
  advisoryEcosystem: () => "Maven",
  advisoryKey,
  compareVersions: compareMavenVersions,
};

function wants({ path, size }: FileEntry): Reading | undefined {
  if (!isArchiveName(path)) return undefined;
  return size <= ARCHIVE_LIMITS.wholeBytes ? WHOLE : STREAM;
}

function toPurl({ namespace, name, version }: ParsedPackage): string {
  return formatPurl({
    type: "maven",
    ...(namespace !== undefined && { namespace }),
    name,
    version,
  });
}

function advisoryKey({ namespace, name, version }: InventoryPackage): AdvisoryKey {
  return { name: namespace === undefined ? name : `${namespace}:${name}`, version };
}
