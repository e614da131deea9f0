import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable, Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import {
  type PublishedReadModel,
  ReadModelConflictError,
  ReadModelGoneError,
  type ReadModelPublication,
} from "../../core/images/read-model-publication.ts";
import { awsErrorName, translated } from "./aws-errors.ts";
import { removeSuperseded } from "./read-model-cleanup.ts";

/** Half the size of level 1's time for a third more: the file is written once and read often. */
const COMPRESSION_LEVEL = 3;

/** Content of `current.json`. */
const Pointer = z.object({
  objectKey: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0),
  asOf: z.string(),
});

/**
 * Read models in a bucket: `{org}/read-model/v{schema}/{sha256}.sqlite.zst`, and
 * `current.json` beside them. The pointer is written with If-Match (If-None-Match for the
 * first), which S3 checks: of two writers that began from the same file one is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @param schemaVersion Of the files: programs of two versions never read each other's.
 * @param now For the age of superseded files.
 */
export function createReadModelPublication(
  client: S3Client,
  bucket: string,
  schemaVersion: number,
  now: () => Date,
): ReadModelPublication {
  function prefixOf(organizationId: string): string {
    return `${organizationId}/read-model/v${schemaVersion}/`;
  }

  function pointerKeyOf(organizationId: string): string {
    return `${prefixOf(organizationId)}current.json`;
  }

  async function movePointer(
    organizationId: string,
    pointer: z.infer<typeof Pointer>,
    replacing: string | undefined,
  ): Promise<string> {
    try {
      const output = await translated("s3", () =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: pointerKeyOf(organizationId),
            Body: JSON.stringify(pointer),
            ContentType: "application/json",
            ...(replacing === undefined ? { IfNoneMatch: "*" } : { IfMatch: replacing }),
          }),
        ),
      );
      return etagOf(output.ETag);
    } catch (error) {
      // 409 ConditionalRequestConflict: another write was going on; 404: the pointer was removed.
      if (isOneOf(error, ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"])) {
        throw new ReadModelConflictError(organizationId, { cause: error });
      }
      throw error;
    }
  }

  return {
    async current(organizationId, known) {
      try {
        const output = await translated("s3", () =>
          client.send(
            new GetObjectCommand({
              Bucket: bucket,
              Key: pointerKeyOf(organizationId),
              ...(known === undefined ? {} : { IfNoneMatch: known }),
            }),
          ),
        );
        const text = (await output.Body?.transformToString()) ?? "";
        return { ...Pointer.parse(JSON.parse(text)), revision: etagOf(output.ETag) };
      } catch (error) {
        if (isOneOf(error, ["NoSuchKey"])) return undefined;
        if (isNotModified(error)) return "unchanged";
        throw error;
      }
    },

    async fetch(published, path) {
      const part = `${path}.part`;
      try {
        await download(client, bucket, published, part);
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },

    async publish(organizationId, path, asOf, replacing) {
      const compressed = `${path}.zst`;
      try {
        const content = await compress(path, compressed);
        const objectKey = `${prefixOf(organizationId)}${content.sha256}.sqlite.zst`;
        await upload(client, bucket, objectKey, compressed, content);
        const pointer = { objectKey, ...content, asOf };
        const revision = await movePointer(organizationId, pointer, replacing);
        await removeSuperseded(client, bucket, prefixOf(organizationId), objectKey, now());
        return { ...pointer, revision };
      } finally {
        await rm(compressed, { force: true });
      }
    },
  };
}

async function compress(from: string, to: string): Promise<{ sha256: string; size: number }> {
  const digest = createDigest();
  const level = { params: { [constants.ZSTD_c_compressionLevel]: COMPRESSION_LEVEL } };
  await pipeline(
    createReadStream(from),
    createZstdCompress(level),
    digest.stream,
    createWriteStream(to),
  );
  return { sha256: digest.hex(), size: (await stat(to)).size };
}

async function upload(
  client: S3Client,
  bucket: string,
  key: string,
  path: string,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): Promise<void> {
  await translated("s3", () =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: createReadStream(path),
        ContentLength: size,
        // S3 refuses what did not arrive whole.
        ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
      }),
    ),
  );
}

async function download(
  client: S3Client,
  bucket: string,
  published: PublishedReadModel,
  path: string,
): Promise<void> {
  const output = await translated("s3", () =>
    client.send(new GetObjectCommand({ Bucket: bucket, Key: published.objectKey })),
  ).catch((error: unknown) => {
    if (isOneOf(error, ["NoSuchKey"])) {
      throw new ReadModelGoneError(published.objectKey, { cause: error });
    }
    throw error;
  });
  if (!(output.Body instanceof Readable)) {
    throw new Error(`S3 gave ${published.objectKey} without a body that can be streamed.`);
  }
  const digest = createDigest();
  await pipeline(output.Body, digest.stream, createZstdDecompress(), createWriteStream(path));
  if (digest.hex() === published.sha256) return;
  throw new Error(
    `The read model ${published.objectKey} is damaged: its bytes are not those that its name says. It is fetched again.`,
  );
}

/** A stream that lets bytes pass and knows their SHA-256 at the end. */
function createDigest(): { readonly stream: Transform; hex(): string } {
  const hash = createHash("sha256");
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, callback: TransformCallback) {
      hash.update(chunk);
      callback(null, chunk);
    },
  });
  return { stream, hex: () => hash.digest("hex") };
}

function etagOf(etag: string | undefined): string {
  if (etag === undefined) throw new Error("S3 gave an object without an ETag.");
  return etag;
}

/** A 304 has no body, so the SDK knows no name for it. */
function isNotModified(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 304;
}

function isOneOf(error: unknown, names: readonly string[]): boolean {
  return names.includes(awsErrorName(error));
}
