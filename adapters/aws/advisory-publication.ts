import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AdvisoryFile, ecosystemSlug, mayReplace } from "../../core/advisories/index-file.ts";
import {
  AdvisoryFileGoneError,
  type AdvisoryPublication,
} from "../../core/advisories/publication.ts";
import { TransientError } from "../../core/errors.ts";
import { awsErrorName, translated } from "./aws-errors.ts";

/** Changes with the schema of the files: programs of two versions never read each other's. */
const PREFIX = "advisories/v1/";

/**
 * Content of `<ecosystem>.json`. The file before is kept until the next publication, for
 * readers who have just learned of it.
 */
const Pointer = AdvisoryFile.extend({ previousFile: AdvisoryFile.shape.file.optional() });

/**
 * Advisory databases in a bucket: `advisories/v1/<ecosystem>-<digest>.sqlite`, and a pointer
 * `<ecosystem>.json` beside them, written with If-Match, so that of two writers one is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function createAdvisoryPublication(client: S3Client, bucket: string): AdvisoryPublication {
  async function readPointer(ecosystem: string) {
    const Key = pointerKeyOf(ecosystem);
    try {
      return await translated("s3", async () => {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const content = Pointer.parse(JSON.parse((await Body?.transformToString()) ?? ""));
        return { content, etag: ETag };
      });
    } catch (error) {
      if (awsErrorName(error) === "NoSuchKey") return undefined;
      throw error;
    }
  }

  async function upload(file: AdvisoryFile, path: string): Promise<void> {
    await translated("s3", () =>
      client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: PREFIX + file.file,
          Body: createReadStream(path),
          ContentLength: file.size,
          // S3 refuses what did not arrive whole.
          ChecksumSHA256: Buffer.from(file.sha256, "hex").toString("base64"),
        }),
      ),
    );
  }

  async function movePointer(
    pointer: AdvisoryFile & { previousFile?: string | undefined },
    etag: string | undefined,
  ): Promise<void> {
    try {
      await translated("s3", () =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: pointerKeyOf(pointer.ecosystem),
            Body: JSON.stringify(pointer),
            ContentType: "application/json",
            ...(etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag }),
          }),
        ),
      );
    } catch (error) {
      if (!CONFLICTS.has(awsErrorName(error))) throw error;
      throw new TransientError(
        "advisory-publication-conflict",
        `The advisories of ${pointer.ecosystem} were published by somebody else at the same time. It is tried again.`,
        { cause: error },
      );
    }
  }

  return {
    async find(ecosystem) {
      const pointer = await readPointer(ecosystem);
      return pointer && withoutPrevious(pointer.content);
    },

    async fetch(file, path) {
      const part = `${path}.${process.pid}.part`;
      try {
        await download(client, bucket, file, part);
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },

    async publish(file, path) {
      const current = await readPointer(file.ecosystem);
      const published = current?.content;
      if (!mayReplace(published, file)) return "kept";
      const isSame = published?.file === file.file;
      if (!isSame) await upload(file, path);
      const previousFile = isSame ? published.previousFile : published?.file;
      await movePointer({ ...file, previousFile }, current?.etag);
      if (isSame) return "unchanged";
      const obsolete = published?.previousFile;
      if (obsolete !== undefined && obsolete !== file.file)
        await translated("s3", () =>
          client.send(new DeleteObjectCommand({ Bucket: bucket, Key: PREFIX + obsolete })),
        );
      return "published";
    },
  };
}

/** 409: another write was going on. */
const CONFLICTS: ReadonlySet<string> = new Set([
  "PreconditionFailed",
  "ConditionalRequestConflict",
]);

function pointerKeyOf(ecosystem: string): string {
  return `${PREFIX}${ecosystemSlug(ecosystem)}.json`;
}

function withoutPrevious({ previousFile: _, ...file }: AdvisoryFile & { previousFile?: unknown }) {
  return file;
}

async function download(
  client: S3Client,
  bucket: string,
  file: AdvisoryFile,
  path: string,
): Promise<void> {
  const output = await translated("s3", () =>
    client.send(new GetObjectCommand({ Bucket: bucket, Key: PREFIX + file.file })),
  ).catch((error: unknown) => {
    if (awsErrorName(error) === "NoSuchKey")
      throw new AdvisoryFileGoneError(file.file, { cause: error });
    throw error;
  });
  if (!(output.Body instanceof Readable))
    throw new Error(`S3 gave ${file.file} without a body that can be streamed.`);
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, callback: TransformCallback) {
      hash.update(chunk);
      callback(null, chunk);
    },
  });
  await pipeline(output.Body, hashing, createWriteStream(path));
  if (hash.digest("hex") !== file.sha256)
    throw new TransientError(
      "advisory-file-damaged",
      `The advisory database ${file.file} did not arrive as it was published. It is fetched again.`,
    );
}
