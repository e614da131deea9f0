import type { InventoryPackage } from "../../contract/inventory.ts";
import { compareSemver } from "../compare-semver.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, ParsedPackage, Reading } from "../ecosystem.ts";
import { formatPurl } from "../purl.ts";
import { BuildInfoScanner } from "./build-info-scanner.ts";

/** Go's smallest programs are 1 MiB: smaller executables are scripts and C programs. */
const MIN_SIZE = 256 * 1024;
const ANY_EXECUTE_BIT = 0o111;

const READING: Reading = { kind: "stream", open: () => new BuildInfoScanner() };

/** Modules in binaries that Go built, with its standard library as `stdlib`. */
export const golang: Ecosystem = {
  id: "golang",
  packageType: "golang",
  attribution: "file",
  distribution: false,
  wants,
  toPurl,
  advisoryEcosystem: () => "Go",
  advisoryKey,
  compareVersions: compareSemver,
};

/** Executables, and what Go's own tool takes for them without the permission. */
function wants({ path, size, mode }: FileEntry): Reading | undefined {
  if (size < MIN_SIZE) return undefined;
  const wanted = (mode & ANY_EXECUTE_BIT) !== 0 || path.endsWith(".so") || path.endsWith(".exe");
  return wanted ? READING : undefined;
}

/** `(devel)` says that nobody knows the version: it is left out. */
function toPurl({ namespace, name, version }: ParsedPackage): string {
  return formatPurl({
    type: "golang",
    ...(namespace !== undefined && { namespace }),
    name,
    ...(version !== "(devel)" && { version }),
  });
}

/** The whole module path, in its own case; OSV's versions have no leading `v`. */
function advisoryKey({ namespace, name, version }: InventoryPackage): AdvisoryKey {
  return {
    name: namespace === undefined ? name : `${namespace}/${name}`,
    version: name === "stdlib" ? toolchainSemver(version) : version.replace(/^v(?=\d)/, ""),
  };
}

/** `1.22` and `1.23rc1` of the toolchain are `1.22.0` and `1.23.0-rc.1` in advisories. */
function toolchainSemver(version: string): string {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(alpha|beta|rc)(\d+))?/.exec(version);
  if (match === null) return version;
  const [, major = "", minor = "", patch = "0", stage, number = ""] = match;
  const release = `${major}.${minor}.${patch}`;
  return stage === undefined ? release : `${release}-${stage}.${number}`;
}
