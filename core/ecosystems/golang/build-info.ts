import type { ParsedPackage } from "../ecosystem.ts";
import { isPackageIdentity } from "../package-fields.ts";

/** What a Go binary says of itself: the toolchain's version and its modules, as text. */
export interface GoBuildInfo {
  /** For example `go1.22.3` or `go1.22.3 X:boringcrypto`. */
  readonly goVersion: string;
  /** Lines of tab-separated words; empty in binaries built without modules. */
  readonly modules: string;
}

/** Version of a module that was built from a folder: nobody knows which it is. */
const DEVEL = "(devel)";

/**
 * The packages of a Go binary: the standard library, the main module, and its dependencies with
 * replacements in place. https://pkg.go.dev/runtime/debug#BuildInfo
 */
export function goPackages(info: GoBuildInfo): readonly ParsedPackage[] {
  const packages: ParsedPackage[] = [];
  const add = (path: string, version: string): void => {
    if (isPackageIdentity(path, version)) packages.push({ ...splitPath(path), version });
  };

  const toolchain = toolchainVersion(info.goVersion);
  if (toolchain !== undefined) add("stdlib", toolchain);

  // A dependency is only added once the next line can't be its replacement any more.
  let pending: { path: string; version: string } | undefined;
  for (const line of info.modules.split("\n")) {
    const [word, path = "", version = ""] = line.split("\t");
    if (word === "=>") {
      if (pending !== undefined) pending = replaced(pending.path, path, version);
      continue;
    }
    if (pending !== undefined) add(pending.path, pending.version);
    pending =
      word === "mod" || word === "dep"
        ? { path, version: version === "" ? DEVEL : version }
        : undefined;
  }
  if (pending !== undefined) add(pending.path, pending.version);
  return packages;
}

/** By another module: that one is in the binary. By a folder: the same module, in no known version. */
function replaced(
  path: string,
  replacement: string,
  version: string,
): { path: string; version: string } {
  const folder = /^(?:\.{1,2}[/\\]|\/|[A-Za-z]:[/\\])/.test(replacement) || version === "";
  return folder ? { path, version: DEVEL } : { path: replacement, version };
}

/** The version behind `go`: of `go1.22.3 X:boringcrypto`, `go1.23rc1` or `devel go1.24-abcdef`. */
function toolchainVersion(goVersion: string): string | undefined {
  return /(?:^|\s)go(\d[\w.+-]*)/.exec(goVersion)?.[1];
}

/** As package URLs have it: the name is what stands behind the last slash. */
function splitPath(path: string): { name: string; namespace?: string } {
  const slash = path.lastIndexOf("/");
  if (slash <= 0 || slash === path.length - 1) return { name: path };
  return { namespace: path.slice(0, slash), name: path.slice(slash + 1) };
}
