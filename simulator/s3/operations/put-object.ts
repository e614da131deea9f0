import { createWriteStream } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { pipeline } from "node:stream/promises";
import { decodeAwsChunked } from "../aws-chunked.ts";
import { createBodyVerifier } from "../checksums.ts";
import { checkWriteConditions } from "../conditions.ts";
import { s3Error } from "../errors.ts";
import { requireBucket, sendEmpty, type S3Operation } from "../request.ts";

/** Largest object of one PUT, 5 GiB. */
const LARGEST_OBJECT = 5 * 1024 ** 3;
const LARGEST_METADATA = 2048;
/** Headers that come back with the object as they were given. */
const KEPT = [
  ...["content-type", "cache-control", "content-disposition", "content-language"],
  "expires",
];
const METADATA = "x-amz-meta-";
/** Headers that ask for what the simulator does not do, without which the answer would be wrong. */
const NOT_DONE = [
  ...["x-amz-copy-source", "x-amz-object-lock-mode", "x-amz-tagging", "x-amz-write-offset-bytes"],
  ...["x-amz-server-side-encryption-customer-algorithm", "x-amz-website-redirect-location"],
];

function isChunked(headers: IncomingHttpHeaders): boolean {
  return String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => KEPT.includes(name) || name.startsWith(METADATA),
  );
  const metadata = kept.filter(([name]) => name.startsWith(METADATA));
  const size = metadata.reduce(
    (sum, [name, value]) => sum + name.length - METADATA.length + String(value).length,
    0,
  );
  if (size > LARGEST_METADATA) {
    throw s3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed size.");
  }
  const encoding = (headers["content-encoding"] ?? "")
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "aws-chunked")
    .join(",");
  return {
    "content-type": "binary/octet-stream",
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(encoding === "" ? {} : { "content-encoding": encoding }),
  };
}

function declaredSize(headers: IncomingHttpHeaders): number {
  const length = isChunked(headers)
    ? headers["x-amz-decoded-content-length"]
    : headers["content-length"];
  if (length === undefined) {
    throw s3Error("MissingContentLength", "You must provide the Content-Length HTTP header.");
  }
  const size = Number(length);
  if (size > LARGEST_OBJECT) {
    throw s3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");
  }
  return size;
}

/**
 * PutObject: the body streams to a file of its own and becomes the object once every digest fits.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const putObject: S3Operation = async (context, s3) => {
  const { objects } = context;
  const { request, response, bucketName, key } = s3;
  const { headers } = request;
  const notDone = NOT_DONE.find((name) => headers[name] !== undefined);
  if (notDone !== undefined) {
    throw s3Error("NotImplemented", `The simulator does not do PutObject with ${notDone}.`);
  }
  requireBucket(context, s3, "s3:PutObject", key);
  if (Buffer.byteLength(key) > 1024) throw s3Error("KeyTooLongError", "Your key is too long.");
  const size = declaredSize(headers);
  const kept = keptHeaders(headers);
  const verifier = createBodyVerifier(headers);
  // The cheap answer first; the one that counts is given when the upload ends.
  checkWriteConditions(headers, objects.find(bucketName, key));

  const trailers = new Map<string, string>();
  const source = request as AsyncIterable<Buffer>;
  const file = objects.newFile();
  let received = 0;
  try {
    await pipeline(
      isChunked(headers) ? decodeAwsChunked(source, trailers) : source,
      async function* (parts: AsyncIterable<Buffer>) {
        for await (const part of parts) {
          received += part.length;
          if (received > size) break;
          verifier.update(part);
          yield part;
        }
      },
      createWriteStream(objects.path(file), { flags: "wx" }),
    );
    if (received !== size) {
      throw s3Error("IncompleteBody", "The body does not have the length that was declared.");
    }
    const { md5, checksums } = verifier.finish(trailers);
    const etag = `"${md5}"`;
    const object = { key, etag, size, headers: kept, checksums };
    objects.commit(bucketName, object, file, (existing) => {
      checkWriteConditions(headers, existing);
    });
    sendEmpty(response, 200, {
      etag,
      ...checksums,
      ...(Object.keys(checksums).length > 0 ? { "x-amz-checksum-type": "FULL_OBJECT" } : {}),
    });
  } catch (error) {
    objects.discard(file);
    throw error;
  }
};
