import { closeSync, createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { isNotModified } from "../conditions.ts";
import { s3Error } from "../errors.ts";
import type { StoredObject } from "../object-store.ts";
import { parseRange, type ByteRange } from "../range.ts";
import {
  requireBucket,
  sendEmpty,
  type S3Context,
  type S3Operation,
  type S3Request,
} from "../request.ts";

/** Query parameters of signed requests that replace a header of the answer. */
const OVERRIDES = [
  ...["content-type", "content-language", "expires", "cache-control"],
  ...["content-disposition", "content-encoding"],
];

function answerHeaders(
  { request, query, caller }: S3Request,
  object: StoredObject,
  range: ByteRange | undefined,
): Record<string, string | number> {
  const overrides = OVERRIDES.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  if (overrides.length > 0 && caller === undefined) {
    throw s3Error("InvalidRequest", "Request specific response headers need a signed request.");
  }
  const wantsChecksums = request.headers["x-amz-checksum-mode"] === "ENABLED";
  return {
    ...object.headers,
    ...Object.fromEntries(overrides),
    "accept-ranges": "bytes",
    etag: object.etag,
    "last-modified": object.modifiedAt.toUTCString(),
    "content-length": range === undefined ? object.size : range.end - range.start + 1,
    ...(range === undefined
      ? {}
      : { "content-range": `bytes ${range.start}-${range.end}/${object.size}` }),
    ...(wantsChecksums && range === undefined && Object.keys(object.checksums).length > 0
      ? { ...object.checksums, "x-amz-checksum-type": "FULL_OBJECT" }
      : {}),
  };
}

function requireReadable(context: S3Context, s3: S3Request): void {
  for (const parameter of ["partNumber", "versionId"]) {
    if (s3.query.has(parameter)) {
      throw s3Error("NotImplemented", `The simulator does not do GetObject with ${parameter}.`);
    }
  }
  requireBucket(context, s3, "s3:GetObject", s3.key);
}

function noSuchKey(context: S3Context, s3: S3Request) {
  // Who may not list a bucket is not told whether a key exists.
  requireBucket(context, s3, "s3:ListBucket");
  return s3Error("NoSuchKey", "The specified key does not exist.", { Key: s3.key });
}

/** HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation = (context, s3) => {
  requireReadable(context, s3);
  const object = context.objects.find(s3.bucketName, s3.key);
  if (object === undefined) throw noSuchKey(context, s3);
  if (isNotModified(s3.request.headers, object)) {
    sendEmpty(s3.response, 304, { etag: object.etag });
    return Promise.resolve();
  }
  const range = parseRange(s3.request.headers.range, object.size);
  sendEmpty(s3.response, range === undefined ? 200 : 206, answerHeaders(s3, object, range));
  return Promise.resolve();
};

/** GetObject, whole or a range. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation = async (context, s3) => {
  requireReadable(context, s3);
  const opened = context.objects.open(s3.bucketName, s3.key);
  if (opened === undefined) throw noSuchKey(context, s3);
  const { object, descriptor } = opened;
  let streams = false;
  try {
    if (isNotModified(s3.request.headers, object)) {
      sendEmpty(s3.response, 304, { etag: object.etag });
      return;
    }
    const range = parseRange(s3.request.headers.range, object.size);
    const headers = answerHeaders(s3, object, range);
    s3.response.writeHead(range === undefined ? 200 : 206, headers);
    streams = true;
  } finally {
    if (!streams) closeSync(descriptor);
  }
  const range = parseRange(s3.request.headers.range, object.size);
  // The stream closes the descriptor, also when the reader hangs up.
  await pipeline(createReadStream("", { fd: descriptor, ...range }), s3.response).catch(
    (error: unknown) => {
      if (!s3.response.destroyed) throw error;
    },
  );
};
