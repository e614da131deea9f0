import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeAwsChunked } from "../../../simulator/s3/aws-chunked.ts";
import { createCrc32c, createCrc64Nvme } from "../../../simulator/s3/crc.ts";

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let start = 0;
  for (let index = 0; start < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(start, start + size));
    start += size;
  }
}

async function decode(bytes: Buffer, sizes: readonly number[] = [7]) {
  const trailers = new Map<string, string>();
  const parts: Buffer[] = [];
  for await (const part of decodeAwsChunked(inPieces(bytes, sizes), trailers)) parts.push(part);
  return { body: Buffer.concat(parts).toString("latin1"), trailers: Object.fromEntries(trailers) };
}

test("chunks come out as they went in, however the network cut them", async () => {
  const chunks = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), {
    maxLength: 5,
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(chunks, sizes, fc.boolean(), async (texts, cuts, signed) => {
      const signature = signed ? `;chunk-signature=${"0".repeat(64)}` : "";
      const bodies = texts.map((text) => Buffer.from(text));
      const encoded = Buffer.concat([
        ...bodies.flatMap((body) => [
          Buffer.from(`${body.length.toString(16)}${signature}\r\n`),
          body,
          Buffer.from("\r\n"),
        ]),
        Buffer.from(`0${signature}\r\nX-Amz-Checksum-CRC32: AAAA==\r\n\r\n`),
      ]);
      expect(await decode(encoded, cuts)).toEqual({
        body: Buffer.concat(bodies).toString("latin1"),
        trailers: { "x-amz-checksum-crc32": "AAAA==" },
      });
    }),
  );
});

test.each([
  ["ends in a chunk", "5\r\nabc", "IncompleteBody"],
  ["ends before its last chunk", "3\r\nabc\r\n", "IncompleteBody"],
  ["ends before its trailers do", "0\r\n", "IncompleteBody"],
  ["has a size that is none", "xyz\r\nabc\r\n", "InvalidRequest"],
  ["has a chunk longer than its size", "2\r\nabc\r\n0\r\n\r\n", "InvalidRequest"],
  ["has a line without an end", "1".repeat(10_000), "InvalidRequest"],
  ["has a size beyond all bounds", `${"f".repeat(12)}\r\nabc`, "InvalidRequest"],
])("a body that %s is refused", async (_, text, code) => {
  await expect(decode(Buffer.from(text), [1000])).rejects.toMatchObject({ code });
});

test.each([
  ["CRC-32C", createCrc32c, "e3069283"],
  ["CRC-64/NVME", createCrc64Nvme, "ae8b14860a799888"],
])("%s has its published check value, however it is fed", (_, create, expected) => {
  for (const cut of [0, 1, 5, 9]) {
    const running = create();
    running.update(Buffer.from("123456789".slice(0, cut)));
    running.update(Buffer.from("123456789".slice(cut)));
    expect(Buffer.from(running.digest(), "base64").toString("hex")).toBe(expected);
  }
});
