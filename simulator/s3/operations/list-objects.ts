import * as z from "zod";
import { encodeRfc3986 } from "../../server/signature.ts";
import { parseInput } from "../../server/parse-input.ts";
import { s3Error } from "../errors.ts";
import type { ObjectStore, StoredObject } from "../object-store.ts";
import { requireBucket, sendXml, type S3Operation } from "../request.ts";

const schema = z.object({
  prefix: z.string().default(""),
  delimiter: z.string().default(""),
  "max-keys": z.coerce.number().int().min(0).default(1000),
  "start-after": z.string().default(""),
  "continuation-token": z.string().optional(),
  "encoding-type": z.literal("url").optional(),
});

/** Sorts after every key that begins with the text before it. */
const LAST = "\u{10FFFF}";

interface Listing {
  readonly contents: StoredObject[];
  readonly commonPrefixes: string[];
  /** Where the next page begins; undefined: this is the last. */
  next: string | undefined;
}

/** Collects up to `limit` keys and common prefixes after `start`. */
function collect(
  objects: ObjectStore,
  bucket: string,
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
  start: string,
  limit: number,
): Listing {
  const listing: Listing = { contents: [], commonPrefixes: [], next: undefined };
  let position = start;
  let after = start !== prefix;
  let last = start;
  for (;;) {
    const batch = objects.list(bucket, position, after, limit + 1);
    let skipped = false;
    for (const object of batch) {
      if (!object.key.startsWith(prefix)) return listing;
      if (listing.contents.length + listing.commonPrefixes.length === limit) {
        listing.next = last;
        return listing;
      }
      const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (end >= 0) {
        const group = object.key.slice(0, end + delimiter.length);
        listing.commonPrefixes.push(group);
        position = last = group + LAST;
        after = skipped = true;
        break;
      }
      listing.contents.push(object);
      position = last = object.key;
      after = true;
    }
    if (!skipped && batch.length <= limit) return listing;
  }
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (Buffer.from(text).toString("base64url") !== token) {
    throw s3Error("InvalidArgument", "The continuation token provided is incorrect");
  }
  return text;
}

/**
 * ListObjectsV2: keys in the order of their bytes, grouped by a delimiter.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const listObjects: S3Operation = (context, s3) => {
  requireBucket(context, s3, "s3:ListBucket");
  const input = parseInput(schema, Object.fromEntries(s3.query), "InvalidArgument");
  const { prefix, delimiter } = input;
  const token = input["continuation-token"];
  const limit = Math.min(input["max-keys"], 1000);
  const from = token === undefined ? input["start-after"] : decodeToken(token);
  const start = from > prefix ? from : prefix;
  const { contents, commonPrefixes, next } =
    limit === 0
      ? { contents: [], commonPrefixes: [], next: undefined }
      : collect(context.objects, s3.bucketName, { prefix, delimiter }, start, limit);
  const encode = (key: string) =>
    input["encoding-type"] === undefined ? key : encodeRfc3986(key).replaceAll("%2F", "/");
  sendXml(s3.response, "ListBucketResult", {
    Name: s3.bucketName,
    Prefix: encode(prefix),
    ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
    MaxKeys: input["max-keys"],
    KeyCount: contents.length + commonPrefixes.length,
    IsTruncated: next !== undefined,
    EncodingType: input["encoding-type"],
    ContinuationToken: token,
    NextContinuationToken: next === undefined ? undefined : Buffer.from(next).toString("base64url"),
    StartAfter: input["start-after"] === "" ? undefined : encode(input["start-after"]),
    Contents: contents.map((object) => ({
      Key: encode(object.key),
      LastModified: object.modifiedAt.toISOString(),
      ETag: object.etag,
      Size: object.size,
      StorageClass: "STANDARD",
    })),
    CommonPrefixes: commonPrefixes.map((group) => ({ Prefix: encode(group) })),
  });
  return Promise.resolve();
};
