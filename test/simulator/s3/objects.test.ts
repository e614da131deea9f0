import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  ChecksumAlgorithm,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { clientOptions, start, stop, temporaryFolder } from "../start.ts";

async function startWithBucket() {
  const simulator = await start();
  const s3 = new S3Client(clientOptions(simulator));
  await s3.send(new CreateBucketCommand({ Bucket: "data" }));
  return { simulator, s3 };
}

test("an object comes back with its bytes, type, encoding and metadata", async () => {
  const { s3 } = await startWithBucket();
  const Body = Buffer.from([0, 1, 2, 253, 254, 255]);
  const put = await s3.send(
    new PutObjectCommand({
      Bucket: "data",
      Key: "a/b c+d%/é.bin",
      Body,
      ContentType: "application/x-test",
      ContentEncoding: "gzip",
      Metadata: { origin: "test" },
    }),
  );
  const etag = `"${createHash("md5").update(Body).digest("hex")}"`;
  expect(put.ETag).toBe(etag);
  const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "a/b c+d%/é.bin" }));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  expect(got).toMatchObject({
    ContentType: "application/x-test",
    ContentEncoding: "gzip",
    ContentLength: 6,
    ETag: etag,
    Metadata: { origin: "test" },
  });
  expect(
    await s3.send(new HeadObjectCommand({ Bucket: "data", Key: "a/b c+d%/é.bin" })),
  ).toMatchObject({ ContentLength: 6, ETag: etag });
});

test("a stream of unknown content travels in chunks with a trailing checksum", async () => {
  const { s3 } = await startWithBucket();
  const size = 3 * 1024 * 1024;
  const bytes = Buffer.alloc(size, "0123456789abcdef");
  const put = await s3.send(
    new PutObjectCommand({
      Bucket: "data",
      Key: "big",
      Body: Readable.from([bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)]),
      ContentLength: size,
      ContentEncoding: "zstd",
    }),
  );
  expect(put.ChecksumCRC32).toBeDefined();
  const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "big" }));
  expect(got.ContentEncoding).toBe("zstd");
  expect(bytes.equals((await got.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
});

test.each(
  Object.values(ChecksumAlgorithm).filter((name) =>
    ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"].includes(name),
  ),
)("the client's %s checksum is checked and given back", async (ChecksumAlgorithm) => {
  const { s3 } = await startWithBucket();
  // The published check value of each CRC is that of these nine digits.
  await s3.send(
    new PutObjectCommand({ Bucket: "data", Key: "k", Body: "123456789", ChecksumAlgorithm }),
  );
  const head = await s3.send(
    new HeadObjectCommand({ Bucket: "data", Key: "k", ChecksumMode: "ENABLED" }),
  );
  const expected = {
    CRC32: "cbf43926",
    CRC32C: "e3069283",
    CRC64NVME: "ae8b14860a799888",
    SHA1: createHash("sha1").update("123456789").digest("hex"),
    SHA256: createHash("sha256").update("123456789").digest("hex"),
  }[ChecksumAlgorithm as string];
  const given = head[`Checksum${ChecksumAlgorithm}` as keyof typeof head] as string;
  expect(Buffer.from(given, "base64").toString("hex")).toBe(expected);
});

test.each([
  ["a wrong checksum", { ChecksumCRC32: "AAAAAA==" }, "BadDigest"],
  ["a wrong Content-MD5", { ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" }, "BadDigest"],
  ["a Content-MD5 that is none", { ContentMD5: "nonsense" }, "InvalidDigest"],
])("%s is refused and leaves nothing", async (_, digest, name) => {
  const { s3 } = await startWithBucket();
  await expect(
    s3.send(new PutObjectCommand({ Bucket: "data", Key: "k", Body: "text", ...digest })),
  ).rejects.toMatchObject({ name });
  await expect(s3.send(new GetObjectCommand({ Bucket: "data", Key: "k" }))).rejects.toMatchObject({
    name: "NoSuchKey",
    $metadata: { httpStatusCode: 404 },
  });
});

test.each([
  ["bytes=2-4", "cde", "bytes 2-4/10"],
  ["bytes=7-", "hij", "bytes 7-9/10"],
  ["bytes=-2", "ij", "bytes 8-9/10"],
  ["bytes=8-100", "ij", "bytes 8-9/10"],
])("the range %s is %s", async (Range, expected, contentRange) => {
  const { s3 } = await startWithBucket();
  await s3.send(new PutObjectCommand({ Bucket: "data", Key: "k", Body: "abcdefghij" }));
  const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "k", Range }));
  expect(await got.Body?.transformToString()).toBe(expected);
  expect(got).toMatchObject({ ContentRange: contentRange, $metadata: { httpStatusCode: 206 } });
  await expect(
    s3.send(new GetObjectCommand({ Bucket: "data", Key: "k", Range: "bytes=10-" })),
  ).rejects.toMatchObject({ name: "InvalidRange", $metadata: { httpStatusCode: 416 } });
});

test("of two writers that want to be the first, one is", async () => {
  const { s3 } = await startWithBucket();
  const writes = await Promise.allSettled(
    ["one", "two", "three"].map((Body) =>
      s3.send(new PutObjectCommand({ Bucket: "data", Key: "k", Body, IfNoneMatch: "*" })),
    ),
  );
  expect(writes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(writes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } },
  });
});

test("If-Match writes over the version it names alone", async () => {
  const { s3 } = await startWithBucket();
  const write = (Body: string, IfMatch?: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: "data",
        Key: "k",
        Body,
        ...(IfMatch === undefined ? {} : { IfMatch }),
      }),
    );
  await expect(write("zero", '"x"')).rejects.toMatchObject({ name: "NoSuchKey" });
  const { ETag } = await write("one");
  await write("two", ETag);
  await expect(write("three", ETag)).rejects.toMatchObject({ name: "PreconditionFailed" });
  const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "k" }));
  expect(await got.Body?.transformToString()).toBe("two");
  await expect(
    s3.send(new GetObjectCommand({ Bucket: "data", Key: "k", IfNoneMatch: got.ETag })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
});

test("deletes succeed whether or not there is something", async () => {
  const { s3 } = await startWithBucket();
  await s3.send(new PutObjectCommand({ Bucket: "data", Key: "a&<b>", Body: "x" }));
  await s3.send(new PutObjectCommand({ Bucket: "data", Key: "c", Body: "x" }));
  const { Deleted, Errors } = await s3.send(
    new DeleteObjectsCommand({
      Bucket: "data",
      Delete: { Objects: [{ Key: "a&<b>" }, { Key: "none" }] },
    }),
  );
  expect(Deleted?.map(({ Key }) => Key)).toEqual(["a&<b>", "none"]);
  expect(Errors ?? []).toEqual([]);
  await s3.send(new DeleteObjectCommand({ Bucket: "data", Key: "c" }));
  for (const Key of ["a&<b>", "c"]) {
    await expect(s3.send(new HeadObjectCommand({ Bucket: "data", Key }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  }
});

test.each(["../../escape", "/leading", "a//b", "..", "a/./b", "\\..\\x", "a\nb"])(
  "the key %j is a name, never a path",
  async (Key) => {
    const { s3 } = await startWithBucket();
    await s3.send(new PutObjectCommand({ Bucket: "data", Key, Body: Key }));
    const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key }));
    expect(await got.Body?.transformToString()).toBe(Key);
  },
);

test("objects outlive a restart", async () => {
  const directory = await temporaryFolder();
  const first = await start({ directory });
  const before = new S3Client(clientOptions(first));
  await before.send(new CreateBucketCommand({ Bucket: "data" }));
  await before.send(new PutObjectCommand({ Bucket: "data", Key: "k", Body: "kept" }));
  await stop(first);
  const second = await start({ directory });
  const after = new S3Client(clientOptions(second));
  const got = await after.send(new GetObjectCommand({ Bucket: "data", Key: "k" }));
  expect(await got.Body?.transformToString()).toBe("kept");
});

test("a bucket that is not there is named", async () => {
  const { s3 } = await startWithBucket();
  await expect(
    s3.send(new PutObjectCommand({ Bucket: "other", Key: "k", Body: "x" })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
  await expect(s3.send(new HeadBucketCommand({ Bucket: "other" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

test("an upload that breaks off leaves nothing", async () => {
  const directory = await temporaryFolder();
  const simulator = await start({ directory });
  const silent = () => undefined;
  const s3 = new S3Client({
    ...clientOptions(simulator),
    // The client warns of what this test does on purpose.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  await s3.send(new CreateBucketCommand({ Bucket: "data" }));
  const abort = new AbortController();
  const body = new Readable({ read: () => undefined });
  const upload = s3.send(
    new PutObjectCommand({ Bucket: "data", Key: "k", Body: body, ContentLength: 1_000_000 }),
    { abortSignal: abort.signal },
  );
  body.push(Buffer.alloc(300_000));
  const folder = join(directory, "objects");
  while ((await readdir(folder)).length === 0) await new Promise(setImmediate);
  abort.abort();
  await expect(upload).rejects.toMatchObject({ name: "AbortError" });
  await stop(simulator);
  expect(await readdir(folder)).toEqual([]);
  const again = new S3Client(clientOptions(await start({ directory })));
  await expect(
    again.send(new HeadObjectCommand({ Bucket: "data", Key: "k" })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});
