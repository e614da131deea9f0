import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, createZstdCompress } from "node:zlib";
import { doubled, planLayers, type LayerPlan } from "./image-layers.ts";
import { writeTar } from "./tar-writer.ts";

/**
 * Builds one variant of the benchmark's image as an OCI layout, in a process of its
 * own so that its memory is not inherited by what is measured.
 * Arguments: project folder, target folder, `gzip` or `zstd`, how often (1 or 2).
 */
const [project = ".", target = "", compression = "gzip", times = "1"] = process.argv.slice(2);

interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const blobs = join(target, "blobs", "sha256");
await mkdir(blobs, { recursive: true });
const plans = times === "2" ? doubled(planLayers(project)) : planLayers(project);
const layers: (Blob & { readonly diffId: string })[] = [];
for (const [index, plan] of plans.entries()) layers.push(await buildLayer(plan, index));

const config = await buildDocument("application/vnd.oci.image.config.v1+json", {
  architecture: "amd64",
  os: "linux",
  created: "2026-01-01T00:00:00Z",
  config: { Env: ["PATH=/usr/local/bin:/usr/bin"], WorkingDir: "/app" },
  rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
  history: plans.map(({ name }) => ({ created_by: `COPY ${name}` })),
});
const manifest = await buildDocument("application/vnd.oci.image.manifest.v1+json", {
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config,
  layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
});
await writeFile(join(target, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
await writeFile(
  join(target, "index.json"),
  JSON.stringify({ schemaVersion: 2, manifests: [manifest] }),
);

async function buildLayer(
  plan: LayerPlan,
  index: number,
): Promise<Blob & { readonly diffId: string }> {
  const path = join(target, `layer-${index}.partial`);
  const raw = createHash("sha256");
  const stored = createHash("sha256");
  const compressor = compressorOf(plan);
  const tar = Readable.from(hashing(writeTar(plan.files), raw), { objectMode: false });
  const compressed = compressor === undefined ? tar : compose(tar, compressor);
  await pipeline(
    compressed,
    (chunks: AsyncIterable<Buffer>) => hashing(chunks, stored),
    createWriteStream(path),
  );
  const hex = stored.digest("hex");
  const { size } = await stat(path);
  await rename(path, join(blobs, hex));
  const suffix = compressor === undefined ? "" : `+${compression}`;
  return {
    mediaType: `application/vnd.oci.image.layer.v1.tar${suffix}`,
    digest: `sha256:${hex}`,
    size,
    diffId: `sha256:${raw.digest("hex")}`,
  };
}

/** As pipe, with errors passed on. */
function compose(source: Readable, transform: Transform): Transform {
  source.on("error", (error) => transform.destroy(error));
  return source.pipe(transform);
}

function compressorOf(plan: LayerPlan): Transform | undefined {
  if (plan.plain === true) return undefined;
  return compression === "zstd" ? createZstdCompress() : createGzip();
}

async function* hashing(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function buildDocument(mediaType: string, content: object): Promise<Blob> {
  const bytes = Buffer.from(JSON.stringify(content));
  const hex = createHash("sha256").update(bytes).digest("hex");
  await writeFile(join(blobs, hex), bytes);
  return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
}
