import { expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { createGzip } from "node:zlib";
import { PermanentError } from "../../../core/errors.ts";
import type { Descriptor, ImageSource } from "../../../core/oci/image-source.ts";
import { scanLayerBlob } from "../../../core/oci/layer-blob.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { testDetectors } from "../../fixtures/image-builder-ecosystems.ts";
import { file, tarEntry, tarHeader } from "../../fixtures/image-builder-tar.ts";

const MIB = 1 << 20;

/** A blob that is made as it is read, and what its manifest would say of it. */
async function generated(
  blob: () => AsyncIterable<Uint8Array>,
): Promise<{ source: ImageSource; layer: Descriptor }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of blob()) {
    hash.update(chunk);
    size += chunk.length;
  }
  const digest = `sha256:${hash.digest("hex")}`;
  const readManifest = (): never => {
    throw new PermanentError("manifest-unknown", "There are only blobs.");
  };
  return {
    source: { readManifest, readBlob: () => Promise.resolve(blob()) },
    layer: { mediaType: "application/vnd.oci.image.layer.v1.tar", digest, size },
  };
}

/** 300 MiB of zeros in one file that an ecosystem reads as it comes by, compressed to 300 KB. */
async function* zeros(): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ chunkSize: MIB });
  const block = Buffer.alloc(MIB);
  const feed = async (): Promise<void> => {
    gzip.write(tarHeader(file("app.bin", "", 0o755), "0", 300 * MIB));
    for (let count = 0; count < 300; count++) {
      if (!gzip.write(block)) await new Promise((resolve) => gzip.once("drain", resolve));
    }
    gzip.end(Buffer.alloc(1024));
  };
  const fed = feed();
  for await (const chunk of gzip) yield chunk as Buffer;
  await fed;
}

test("a layer's size does not show in memory", async () => {
  const { source, layer } = await generated(zeros);
  const scanned: number[] = [];
  const detector = {
    id: "counting",
    wants: () => ({
      kind: "stream" as const,
      open: () => {
        let bytes = 0;
        return {
          push(chunk: Buffer) {
            bytes += chunk.length;
            scanned.push(process.memoryUsage().arrayBuffers);
          },
          finish: () => ({ packages: [{ name: "bytes", version: String(bytes) }] }),
        };
      },
    }),
  };
  const before = process.memoryUsage().arrayBuffers;
  const result = await scanLayerBlob(source, layer, {
    detectors: [detector],
    limits: DEFAULT_LIMITS,
  });
  expect(result.files[0]?.packages[0]?.version).toBe(String(300 * MIB));
  // Garbage of some pieces may lie around; all of them would be 300 MiB.
  expect(Math.max(...scanned) - before).toBeLessThan(150 * MIB);
});

async function* manyEntries(): AsyncGenerator<Uint8Array> {
  const some = Buffer.concat(
    Array.from({ length: 1000 }, (_, index) => tarEntry(file(`d/${index}`))).flat(),
  );
  for (let count = 0; count < 100; count++) {
    await Promise.resolve();
    yield some;
  }
}

test("each of very many entries costs a few bytes", async () => {
  const { source, layer } = await generated(manyEntries);
  const reading = { detectors: testDetectors, limits: DEFAULT_LIMITS };
  const result = await scanLayerBlob(source, layer, reading);
  expect(result.entries).toBe(100_000);
  expect(JSON.stringify(result).length).toBeLessThan(100_000 * 12);
  const limits = { ...DEFAULT_LIMITS, entries: 50_000 };
  await expect(scanLayerBlob(source, layer, { ...reading, limits })).rejects.toMatchObject({
    code: "too-many-entries",
  });
});
