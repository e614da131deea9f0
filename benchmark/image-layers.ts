import { existsSync } from "node:fs";
import { join } from "node:path";
import { apkDatabase, dpkgStatus, goProgram, javaArchives } from "./image-generated.ts";
import { listSubtree } from "./image-files.ts";
import type { LayerFile } from "./tar-writer.ts";

const MIB = 1024 * 1024;
const EVERYTHING = 4096 * MIB;

/** A layer of the benchmark's image. */
export interface LayerPlan {
  readonly name: string;
  readonly files: readonly LayerFile[];
  /** Stored without compression, as some builders do. */
  readonly plain?: boolean;
}

/**
 * What the image is made of: the programs, libraries and package database of this
 * machine (Debian's, where it is one), this project's node_modules, and Java and
 * Alpine files written by code. The last but one layer removes and replaces.
 */
export function planLayers(project: string): readonly LayerPlan[] {
  const modules = join(project, "node_modules");
  const from = (path: string, maxBytes = EVERYTHING): LayerFile[] =>
    listSubtree({ from: path, to: path.slice(1), maxBytes });
  return [
    { name: "base", files: [...packageDatabase(), ...from("/usr/bin", 160 * MIB)] },
    { name: "libraries", files: from("/usr/lib/x86_64-linux-gnu", 240 * MIB) },
    {
      name: "python",
      files: [
        ...from("/usr/lib/python3"),
        ...from("/usr/lib/python3.11"),
        ...from("/usr/share", 160 * MIB),
      ],
    },
    { name: "modules", files: application(modules, "app/node_modules", (name) => name < "b") },
    {
      name: "more modules",
      files: application(modules, "app/node_modules", (name) => name >= "b"),
    },
    {
      name: "go and java",
      files: [...goPrograms(modules), ...javaArchives(60, "opt/service/lib")],
    },
    { name: "alpine", plain: true, files: alpine() },
    { name: "changes", files: changes() },
  ];
}

/** The same layers with all their content once more, under another folder. */
export function doubled(plans: readonly LayerPlan[]): readonly LayerPlan[] {
  return plans.map((plan) => ({
    ...plan,
    files: [
      ...plan.files,
      ...plan.files.map((file) => ({ ...file, path: `srv/second/${file.path}` })),
    ],
  }));
}

function packageDatabase(): LayerFile[] {
  const osRelease = ["/etc/os-release", "/usr/lib/os-release"].find((path) => existsSync(path));
  const database = listSubtree({ from: "/var/lib/dpkg", to: "var/lib/dpkg", maxBytes: EVERYTHING });
  const generated = {
    path: "var/lib/dpkg/status",
    mode: 0o644,
    content: dpkgStatus(400, 1),
  };
  const isDebian = database.some(({ path }) => path === generated.path);
  const release = isDebian ? undefined : 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n';
  return [
    ...(release === undefined && osRelease !== undefined
      ? listSubtree({
          from: "/usr/lib",
          to: "usr/lib",
          maxBytes: MIB,
          accept: (n) => n === "os-release",
        })
      : [{ path: "usr/lib/os-release", mode: 0o644, content: Buffer.from(release ?? "") }]),
    ...(isDebian ? database : [generated]),
  ];
}

function application(modules: string, to: string, accept: (name: string) => boolean): LayerFile[] {
  const prefix = `${to}/`;
  return listSubtree({ from: modules, to, maxBytes: EVERYTHING }).filter(({ path }) => {
    const name = path.slice(prefix.length).replace(/^@/, "");
    return !name.startsWith(".") && accept(name);
  });
}

/** esbuild is written in Go too, but built without the information of its modules. */
function goPrograms(modules: string): LayerFile[] {
  const esbuild = listSubtree({
    from: join(modules, "@esbuild"),
    to: "usr/local/lib/esbuild",
    maxBytes: EVERYTHING,
    accept: (name) => name === "esbuild",
  });
  return [...esbuild, { path: "usr/local/bin/service", mode: 0o755, content: goProgram(200) }];
}

function alpine(): LayerFile[] {
  return [{ path: "lib/apk/db/installed", mode: 0o644, content: apkDatabase(300) }];
}

/** Whiteouts, an opaque folder, and a newer file over an older one. */
function changes(): LayerFile[] {
  const empty = Buffer.alloc(0);
  return [
    { path: "app/node_modules/.wh.typescript", mode: 0o644, content: empty },
    { path: "usr/share/doc/.wh..wh..opq", mode: 0o644, content: empty },
    { path: "opt/service/lib/.wh.library-3.jar", mode: 0o644, content: empty },
    {
      path: "app/node_modules/semver/package.json",
      mode: 0o644,
      content: Buffer.from('{"name":"semver","version":"7.0.0","license":"ISC"}'),
    },
  ];
}
