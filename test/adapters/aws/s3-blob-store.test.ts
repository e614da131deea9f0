import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeEach, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createS3BlobStore } from "../../../adapters/aws/s3-blob-store.ts";

const s3 = mockClient(S3Client);
const store = createS3BlobStore(new S3Client({ region: "us-east-1" }), "blobs");
const BYTES = Buffer.from(JSON.stringify({ packages: Array.from({ length: 500 }, () => "a") }));

beforeEach(() => {
  s3.reset();
});

/** An answer whose body can be read as a whole, as the store does. */
function body(bytes: Buffer): GetObjectCommandOutput {
  const Body = { transformToByteArray: () => Promise.resolve(bytes) };
  return { Body } as unknown as GetObjectCommandOutput;
}

test("writes a blob as a whole, compressed", async () => {
  s3.on(PutObjectCommand).resolves({});
  await store.put("demo/inventories/1.json", BYTES);
  const { Body, ...input } = s3.commandCalls(PutObjectCommand)[0]?.args[0].input ?? {};
  expect(input).toEqual({
    Bucket: "blobs",
    Key: "demo/inventories/1.json",
    ContentType: "application/zstd",
  });
  expect(zstdDecompressSync(Body as Buffer)).toEqual(BYTES);
  expect((Body as Buffer).length).toBeLessThan(BYTES.length / 10);
});

test("reads it back", async () => {
  s3.on(GetObjectCommand, { Bucket: "blobs", Key: "a" }).resolves(body(zstdCompressSync(BYTES)));
  expect(await store.get("a")).toEqual(BYTES);
});

test("knows that a blob is not there", async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: "no", $metadata: {} }));
  expect(await store.get("a")).toBeUndefined();
});

test("a damaged blob is named", async () => {
  s3.on(GetObjectCommand).resolves(body(Buffer.from("not zstd")));
  await expect(store.get("demo/a")).rejects.toMatchObject({
    code: "malformed-blob",
    message: expect.stringContaining("demo/a"),
  });
});

test("deletes a blob", async () => {
  s3.on(DeleteObjectCommand).resolves({});
  await store.delete("a");
  expect(s3.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: "blobs",
    Key: "a",
  });
});

test("a busy bucket may be asked later", async () => {
  s3.on(PutObjectCommand).rejects(Object.assign(new Error("slow"), { name: "SlowDown" }));
  await expect(store.put("a", BYTES)).rejects.toMatchObject({ name: "TransientError" });
});
