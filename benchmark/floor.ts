import { createHash } from "node:crypto";
import { once } from "node:events";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { currentUsage, reportUsage } from "./measurement.ts";

/**
 * The floor, a process of its own: Node's fetch, sha256 and inflate of all layers side
 * by side in chunks of 1 MiB, and nothing else. Arguments: `host:port`, repository.
 */
const started = currentUsage();
const [host = "", repository = ""] = process.argv.slice(2);
const CHUNK = 1024 * 1024;

interface Layer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const base = `http://${host}/v2/${repository}`;
const manifest = (await (await fetch(`${base}/manifests/latest`)).json()) as { layers: Layer[] };
const sizes = await Promise.all(
  [...manifest.layers].sort((a, b) => b.size - a.size).map((layer) => readLayer(layer)),
);
reportUsage(started, { unpackedBytes: sizes.reduce((sum, size) => sum + size, 0) });

/** @returns Unpacked bytes. */
async function readLayer(layer: Layer): Promise<number> {
  const response = await fetch(`${base}/blobs/${layer.digest}`);
  const hash = createHash("sha256");
  const inflate = inflaterOf(layer.mediaType);
  let size = 0;
  // From the start: a zstd stream may end before it is told that no more comes.
  const ended = inflate === undefined ? undefined : once(inflate, "end");
  inflate?.on("data", (chunk: Buffer) => {
    size += chunk.length;
  });
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    if (inflate === undefined) size += chunk.length;
    else if (!inflate.write(chunk)) await once(inflate, "drain");
  }
  inflate?.end();
  await ended;
  if (`sha256:${hash.digest("hex")}` !== layer.digest) throw new Error(`${layer.digest} is wrong.`);
  return size;
}

function inflaterOf(mediaType: string) {
  if (mediaType.endsWith("+gzip")) return createGunzip({ chunkSize: CHUNK });
  return mediaType.endsWith("+zstd") ? createZstdDecompress({ chunkSize: CHUNK }) : undefined;
}
