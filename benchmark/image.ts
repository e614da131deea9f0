import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Part of the folder's name: another content needs another number. */
const CONTENT_VERSION = 2;

/** Variants of the image: compressed by gzip, by zstd, and with twice the content. */
export type Variant = "gzip" | "zstd" | "double";

const ARGUMENTS = {
  gzip: ["gzip", "1"],
  zstd: ["zstd", "1"],
  double: ["gzip", "2"],
} as const satisfies Record<Variant, readonly [string, string]>;

/** An image on disk. */
export interface BenchmarkImage {
  readonly variant: Variant;
  /** Sum of its layers, bytes. */
  readonly size: number;
  readonly layers: number;
}

/** Folder that holds one OCI layout a variant. */
export function imagesFolder(project: string): string {
  return join(project, ".local", "bench", `images-${CONTENT_VERSION}`);
}

/** Builds a variant unless an earlier run has. */
export function ensureImage(project: string, variant: Variant): BenchmarkImage {
  const folder = join(imagesFolder(project), variant);
  if (!existsSync(join(folder, "index.json"))) {
    process.stderr.write(`Building the ${variant} image (once)…\n`);
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    const program = join(import.meta.dirname, "build-image.ts");
    const child = spawnSync(process.execPath, [program, project, partial, ...ARGUMENTS[variant]], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (child.status !== 0) throw new Error(`Building the ${variant} image failed.`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  }
  const layers = readLayers(folder);
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  return { variant, size, layers: layers.length };
}

function readLayers(folder: string): readonly { readonly size: number }[] {
  const index = readJson(join(folder, "index.json")) as { manifests: { digest: string }[] };
  const digest = index.manifests[0]?.digest ?? "";
  const path = join(folder, "blobs", "sha256", digest.slice("sha256:".length));
  return (readJson(path) as { layers: { size: number }[] }).layers;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
