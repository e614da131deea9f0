import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { randomBytes } from "node:crypto";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { createDecoder, sniffEncoding, type Encoding } from "../../../core/oci/decoder.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";

/** Written from memory that is used again, as some sources do. */
async function decode(encoding: Encoding, stored: Buffer, step = stored.length): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const decoder = createDecoder(encoding, DEFAULT_LIMITS, (chunk) => {
    chunks.push(Buffer.from(chunk));
  });
  const memory = Buffer.alloc(step);
  try {
    for (let at = 0; at < stored.length; at += step) {
      await decoder.write(memory.subarray(0, stored.copy(memory, 0, at, at + step)));
      memory.fill(0xee);
    }
    await decoder.end();
    return Buffer.concat(chunks);
  } finally {
    decoder.destroy();
  }
}

const TEXT = Buffer.from("some text, ".repeat(30_000));
const NOISE = randomBytes(300_000);

function skippable(bytes: number, nibble = 0): Buffer {
  const frame = Buffer.alloc(8 + bytes, 0xfd);
  frame.writeUInt32LE(0x184d2a50 + nibble, 0);
  frame.writeUInt32LE(bytes, 4);
  return frame;
}

function zstd(bytes: Buffer, checksum = false): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: Number(checksum) } });
}

const STREAMS: readonly [string, Encoding, Buffer, Buffer][] = [
  ["gzip", "gzip", gzipSync(TEXT), TEXT],
  ["gzip of noise", "gzip", gzipSync(NOISE), NOISE],
  [
    "gzip of several members",
    "gzip",
    Buffer.concat([gzipSync(TEXT), gzipSync(NOISE), gzipSync("")]),
    Buffer.concat([TEXT, NOISE]),
  ],
  ["gzip padded with zeros", "gzip", Buffer.concat([gzipSync(TEXT), Buffer.alloc(9999)]), TEXT],
  [
    "gzip padded with more zeros than are read at a time",
    "gzip",
    Buffer.concat([gzipSync(TEXT), Buffer.alloc(2_000_000)]),
    TEXT,
  ],
  ["zstd", "zstd", zstd(TEXT), TEXT],
  ["zstd of noise with a checksum", "zstd", zstd(NOISE, true), NOISE],
  [
    "zstd of several frames",
    "zstd",
    Buffer.concat([
      zstd(TEXT),
      zstd(NOISE, true),
      zstd(Buffer.alloc(0)),
      zstd(Buffer.alloc(999_999)),
    ]),
    Buffer.concat([TEXT, NOISE, Buffer.alloc(999_999)]),
  ],
  [
    "zstd with skippable frames",
    "zstd",
    Buffer.concat([skippable(0), skippable(5, 15), zstd(TEXT), skippable(70_000), zstd(NOISE)]),
    Buffer.concat([TEXT, NOISE]),
  ],
  ["a plain stream", "none", TEXT, TEXT],
];

test.each(STREAMS)("unpacks %s, which its first bytes tell", async (_, encoding, stored, plain) => {
  expect(sniffEncoding(stored)).toBe(encoding);
  for (const step of [stored.length, 65_536, 977]) {
    expect((await decode(encoding, stored, step)).equals(plain)).toBe(true);
  }
});

test("unpacks any zstd frames in any pieces", async () => {
  const frame = fc.tuple(fc.uint8Array({ maxLength: 400 }), fc.boolean(), fc.nat(3));
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { maxLength: 12 }),
      fc.integer({ min: 1, max: 300 }),
      async (frames, step) => {
        const plain = frames.map(([bytes]) => Buffer.from(bytes));
        const stored = frames.map(([bytes, checksum, gap]) =>
          Buffer.concat([
            zstd(Buffer.from(bytes), checksum),
            gap > 2 ? skippable(gap) : Buffer.alloc(0),
          ]),
        );
        if (stored.length === 0) return;
        expect(await decode("zstd", Buffer.concat(stored), step)).toEqual(Buffer.concat(plain));
      },
    ),
    { numRuns: 40 },
  );
});

describe("what can't be unpacked is refused", () => {
  const gzip = gzipSync(NOISE);
  const frame = zstd(NOISE, true);
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x55;
    return copy;
  };
  test.each<[string, Encoding, Buffer, string]>([
    ["gzip cut short", "gzip", gzip.subarray(0, 200_000), "corrupt-gzip"],
    ["gzip without its trailer", "gzip", gzip.subarray(0, -4), "corrupt-gzip"],
    ["gzip with a wrong checksum", "gzip", flipped(gzip, gzip.length - 6), "corrupt-gzip"],
    [
      "gzip followed by something else",
      "gzip",
      Buffer.concat([gzip, Buffer.from("x")]),
      "corrupt-gzip",
    ],
    ["zstd cut short", "zstd", frame.subarray(0, 200_000), "corrupt-zstd"],
    ["zstd without its last byte", "zstd", frame.subarray(0, -1), "corrupt-zstd"],
    ["zstd with a wrong checksum", "zstd", flipped(frame, frame.length - 2), "corrupt-zstd"],
    [
      "zstd cut in its second frame",
      "zstd",
      Buffer.concat([frame, frame.subarray(0, 9)]),
      "corrupt-zstd",
    ],
    [
      "zstd followed by something else",
      "zstd",
      Buffer.concat([frame, Buffer.from("plain")]),
      "corrupt-zstd",
    ],
    ["a skippable frame cut short", "zstd", skippable(50).subarray(0, 30), "corrupt-zstd"],
  ])("%s", async (_, encoding, stored, code) => {
    for (const step of [stored.length, 1000]) {
      await expect(decode(encoding, stored, step)).rejects.toMatchObject({ code });
    }
  });

  test("zstd that asks for a window of 2 GiB", async () => {
    const stored = zstd(Buffer.from("x".repeat(1000)));
    // A frame header without single segment: magic, descriptor 0, window descriptor of 2^31.
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8]);
    const raw = Buffer.from([0x09, 0x00, 0x00, 0x41]);
    expect(await decode("zstd", stored)).toHaveLength(1000);
    await expect(decode("zstd", Buffer.concat([header, raw]))).rejects.toMatchObject({
      code: "corrupt-zstd",
    });
  });
});

test.each(["gzip", "zstd", "none"] as const)(
  "what the consumer of %s throws comes out",
  async (encoding) => {
    const stored = { gzip: gzipSync(TEXT), zstd: zstd(TEXT), none: TEXT }[encoding];
    const decoder = createDecoder(encoding, DEFAULT_LIMITS, () => {
      throw new RangeError("no more");
    });
    const writeAll = async (): Promise<void> => {
      await decoder.write(stored);
      await decoder.end();
    };
    await expect(writeAll()).rejects.toThrow(new RangeError("no more"));
    decoder.destroy();
  },
);

test("a writer waits while much is still to be unpacked", async () => {
  const stored = gzipSync(randomBytes(1 << 20));
  const decoder = createDecoder("gzip", DEFAULT_LIMITS, () => undefined);
  const wait = decoder.write(stored);
  expect(wait).toBeInstanceOf(Promise);
  await wait;
  await decoder.end();
});

test.each(["gzip", "zstd"] as const)(
  "the memory of unpacked %s is given back",
  async (encoding) => {
    const plain = Buffer.alloc(10 << 20, "some text, ");
    const memories = new Set<ArrayBufferLike>();
    const decoder = createDecoder(
      encoding,
      DEFAULT_LIMITS,
      ({ buffer }) => void memories.add(buffer),
    );
    await decoder.write(encoding === "gzip" ? gzipSync(plain) : zstd(plain));
    await decoder.end();
    const kept = [...memories].filter(({ byteLength }) => byteLength > 0);
    expect(memories.size).toBeGreaterThan(5);
    // The last one may not be full.
    expect(kept.length).toBeLessThanOrEqual(1);
  },
);
