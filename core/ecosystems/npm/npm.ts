import type { InventoryPackage } from "../../contract/inventory.ts";
import { compareSemver } from "../compare-semver.ts";
import type { AdvisoryKey, Ecosystem, FileEntry, ParsedPackage, Reading } from "../ecosystem.ts";
import { formatPurl } from "../purl.ts";
import { parsePackageJson } from "./package-json.ts";

const FILE = "/package.json";
const FOLDER = "node_modules/";

/** npm's registry refuses larger ones; the largest real ones are some 100 KiB. */
const READING: Reading = { kind: "whole", maxBytes: 2 * 1024 * 1024, parse: parsePackageJson };

/** Installed npm packages: lock files name what was meant to be installed, these what is there. */
export const npm: Ecosystem = {
  id: "npm",
  packageType: "npm",
  attribution: "file",
  distribution: false,
  wants,
  toPurl,
  advisoryEcosystem: () => "npm",
  advisoryKey,
  compareVersions: compareSemver,
};

/** Exactly `node_modules/<name>/package.json` or `node_modules/@scope/<name>/package.json`. */
function wants({ path }: FileEntry): Reading | undefined {
  if (!path.endsWith(FILE)) return undefined;
  const end = path.length - FILE.length;
  const nameStart = path.lastIndexOf("/", end - 1) + 1;
  // pnpm's and others' own folders begin with a dot: no package's name does.
  if (nameStart === end || path[nameStart] === ".") return undefined;
  if (endsWithModules(path, nameStart)) return path[nameStart] === "@" ? undefined : READING;
  if (nameStart === 0) return undefined;
  const scopeStart = path.lastIndexOf("/", nameStart - 2) + 1;
  return path[scopeStart] === "@" && endsWithModules(path, scopeStart) ? READING : undefined;
}

/** Whether `node_modules/`, a whole segment, stands right before this place. */
function endsWithModules(path: string, end: number): boolean {
  const start = end - FOLDER.length;
  return path.startsWith(FOLDER, start) && (start === 0 || path[start - 1] === "/");
}

function toPurl({ namespace, name, version }: ParsedPackage): string {
  return formatPurl({ type: "npm", ...(namespace !== undefined && { namespace }), name, version });
}

function advisoryKey({ namespace, name, version }: InventoryPackage): AdvisoryKey {
  return { name: namespace === undefined ? name : `${namespace}/${name}`, version };
}
