import { expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Descriptor, ImageSource } from "../../../core/oci/image-source.ts";
import { scanLayerBlob } from "../../../core/oci/layer-blob.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { testDetectors } from "../../fixtures/image-builder-ecosystems.ts";
import { file, tarEntry, tarHeader } from "../../fixtures/image-builder-tar.ts";

const MIB = 1 << 20;

/** Serves one blob, given piece by piece, and says what its manifest would say of it. */
function sourceOf(
  pieces: readonly Buffer[],
  times = 1,
): { source: ImageSource; layer: Descriptor } {
  const hash = createHash("sha256");
  let size = 0;
  async function* blob(): AsyncGenerator<Buffer> {
    for (let count = 0; count < times; count++) {
      for (const piece of pieces) {
        await Promise.resolve();
        yield piece;
      }
    }
  }
  for (let count = 0; count < times; count++) {
    for (const piece of pieces) {
      hash.update(piece);
      size += piece.length;
    }
  }
  return {
    source: {
      readManifest: () => Promise.reject(new Error("there are only blobs")),
      readBlob: () => Promise.resolve(blob()),
    },
    layer: {
      mediaType: "application/vnd.oci.image.layer.v1.tar",
      digest: `sha256:${hash.digest("hex")}`,
      size,
    },
  };
}

/** A file of zeros that an ecosystem reads as it comes by, compressed: members of gzip follow each other. */
function zeros(mebibytes: number): Buffer[] {
  const header = tarHeader(file("app.bin", "", 0o755), "0", mebibytes * MIB);
  const one = gzipSync(Buffer.alloc(MIB));
  const body = Array.from({ length: mebibytes }, () => one);
  return [gzipSync(header), ...body, gzipSync(Buffer.alloc(1024))];
}

test("a layer's size does not show in memory", async () => {
  const { source, layer } = sourceOf(zeros(300));
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

test("each of very many entries costs a few bytes", async () => {
  const names = Array.from({ length: 1000 }, (_, index) => file(`d/${index}`));
  const { source, layer } = sourceOf([Buffer.concat(names.flatMap(tarEntry))], 100);
  const reading = { detectors: testDetectors, limits: DEFAULT_LIMITS };
  const result = await scanLayerBlob(source, layer, reading);
  expect(result.entries).toBe(100_000);
  expect(JSON.stringify(result).length).toBeLessThan(100_000 * 12);
  const limits = { ...DEFAULT_LIMITS, entries: 50_000 };
  await expect(scanLayerBlob(source, layer, { ...reading, limits })).rejects.toMatchObject({
    code: "too-many-entries",
  });
});
