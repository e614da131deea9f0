import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { PermanentError } from "../../core/errors.ts";
import type { BlobStore } from "../../core/images/port.ts";
import { awsErrorName, translated } from "./aws-errors.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** An inventory of 100,000 packages is under 50 MB; more than this is not ours. */
const MAX_BLOB_BYTES = 512 * 1024 * 1024;

/** Blobs in a bucket, compressed with zstd; S3 replaces an object as a whole. */
export function createS3BlobStore(client: S3Client, bucket: string): BlobStore {
  return {
    async get(key) {
      const stored = await read(client, bucket, key);
      if (stored === undefined) return undefined;
      try {
        return await decompress(stored, { maxOutputLength: MAX_BLOB_BYTES });
      } catch (error) {
        throw new PermanentError(
          "malformed-blob",
          `The object ${key} is damaged or was not written by this product. Delete it and retry the analysis.`,
          { cause: error },
        );
      }
    },
    async put(key, bytes) {
      const Body = await compress(bytes);
      await translated("s3", () =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body,
            ContentType: "application/zstd",
          }),
        ),
      );
    },
    async delete(key) {
      await translated("s3", () =>
        client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })),
      );
    },
  };
}

async function read(client: S3Client, bucket: string, key: string): Promise<Buffer | undefined> {
  try {
    return await translated("s3", async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Body === undefined ? undefined : Buffer.from(await Body.transformToByteArray());
    });
  } catch (error) {
    if (awsErrorName(error) === "NoSuchKey") return undefined;
    throw error;
  }
}
