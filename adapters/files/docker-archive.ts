import { createHash } from "node:crypto";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import { isDigest } from "../../core/oci/digest.ts";
import { normalisePath } from "../../core/oci/entry-path.ts";
import type { Descriptor, StoredManifest } from "../../core/oci/image-source.ts";
import { DEFAULT_LIMITS } from "../../core/oci/limits.ts";
import { DOCKER_CONFIG, DOCKER_MANIFEST } from "../../core/oci/media-types.ts";
import type { ArchiveTree } from "./archive-tree.ts";

/** One image of a `docker save` archive, with a manifest made for it. */
export interface ArchivedImage {
  readonly manifest: StoredManifest;
  readonly names: readonly string[];
  /** Path in the archive of each blob by digest. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** `manifest.json`: moby image/tarexport, format of `docker save` up to version 24, and of skopeo. */
const SavedImages = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Layers: z.array(z.string()).nullish(),
  }),
);
const SavedConfig = z.object({ rootfs: z.object({ diff_ids: z.array(z.string()) }) });

const LAYER = "application/vnd.docker.image.rootfs.diff.tar";

/**
 * Reads an archive in Docker's older format, which has no manifest: one is made from its
 * list of layers, in the order and with the digests that a push of it would have.
 * @throws PermanentError `malformed-archive`
 */
export async function readDockerArchive(
  tree: ArchiveTree,
  manifestJson: Buffer,
): Promise<readonly ArchivedImage[]> {
  const list = SavedImages.safeParse(parseJson(manifestJson));
  if (!list.success) throw malformed(tree, "its manifest.json has another form", list.error);
  const images: ArchivedImage[] = [];
  for (const saved of list.data) {
    images.push(await describeImage(tree, saved));
  }
  return images;
}

async function describeImage(
  tree: ArchiveTree,
  saved: z.infer<typeof SavedImages>[number],
): Promise<ArchivedImage> {
  const configPath = pathOf(tree, saved.Config);
  const bytes = await tree.readSmall(configPath, DEFAULT_LIMITS.configBytes);
  if (bytes === undefined) throw malformed(tree, `the config ${configPath} is missing`);
  const parsed = SavedConfig.safeParse(parseJson(bytes));
  if (!parsed.success) throw malformed(tree, `the config ${configPath} can't be read`);
  const diffIds = parsed.data.rootfs.diff_ids;
  const paths = (saved.Layers ?? []).map((path) => pathOf(tree, path));
  if (paths.length !== diffIds.length) {
    throw malformed(tree, `it has ${paths.length} layers, and its config ${diffIds.length}`);
  }
  const digest = digestOf(bytes);
  const config: Descriptor = { mediaType: DOCKER_CONFIG, digest, size: bytes.length };
  const blobs = new Map([[digest, configPath]]);
  const layers: Descriptor[] = [];
  for (const [index, path] of paths.entries()) {
    const layer = await describeLayer(tree, path, diffIds[index] ?? "");
    layers.push(layer);
    blobs.set(layer.digest, path);
  }
  return { manifest: makeManifest(config, layers), names: saved.RepoTags ?? [], blobs };
}

/**
 * A plain layer's digest is its diff ID, which whoever reads the layer verifies. A
 * compressed one's is in no file, so that it is read once for it.
 */
async function describeLayer(tree: ArchiveTree, path: string, diffId: string): Promise<Descriptor> {
  const file = tree.index.get(path);
  const stream = await tree.open(path);
  if (file === undefined || stream === undefined) throw malformed(tree, `${path} is missing`);
  const hash = createHash("sha256");
  let suffix: string | undefined;
  for await (const chunk of stream) {
    suffix ??= suffixOf(chunk);
    if (suffix === "" && isDigest(diffId)) {
      return { mediaType: LAYER, digest: diffId, size: file.size };
    }
    hash.update(chunk);
  }
  const digest = `sha256:${hash.digest("hex")}`;
  return { mediaType: `${LAYER}${suffix ?? ""}`, digest, size: file.size };
}

function suffixOf(start: Uint8Array): string {
  const magic = Buffer.from(start.subarray(0, 4)).toString("hex");
  if (magic.startsWith("1f8b")) return ".gzip";
  return magic === "28b52ffd" ? ".zstd" : "";
}

function makeManifest(config: Descriptor, layers: readonly Descriptor[]): StoredManifest {
  const content = { schemaVersion: 2, mediaType: DOCKER_MANIFEST, config, layers };
  const bytes = Buffer.from(JSON.stringify(content));
  return { bytes, mediaType: DOCKER_MANIFEST, digest: digestOf(bytes) };
}

function pathOf(tree: ArchiveTree, path: string): string {
  const normal = normalisePath(path);
  if (normal === undefined) throw malformed(tree, `${path} leads out of it`);
  return normal;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function malformed(tree: ArchiveTree, what: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "malformed-archive",
    `${tree.place} is no complete archive of an image: ${what}. Save the image again.`,
    { cause },
  );
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
