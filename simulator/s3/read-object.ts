import { closeSync, createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import type { Caller } from "../service.ts";
import { s3Error } from "./errors.ts";
import type { S3Context } from "./request.ts";

/**
 * An object as a service reads it for a caller, with his rights.
 *
 * @throws AwsError NoSuchBucket, NoSuchKey, AccessDeniedException
 */
export async function readObject(
  { buckets, objects, authorizer }: S3Context,
  caller: Caller,
  { bucketName, key }: { readonly bucketName: string; readonly key: string },
): Promise<Buffer> {
  const bucket = buckets.get(bucketName);
  const details = { resourcePolicy: bucket.policy, resourceAccountId: bucket.accountId };
  authorizer.authorize(
    { ...caller, secureTransport: true },
    "s3:GetObject",
    `arn:aws:s3:::${bucketName}/${key}`,
    details,
  );
  const opened = objects.open(bucketName, key);
  if (opened === undefined) throw s3Error("NoSuchKey", "The specified key does not exist.");
  try {
    return await buffer(
      createReadStream("", { fd: opened.descriptor, autoClose: false, start: 0 }),
    );
  } finally {
    closeSync(opened.descriptor);
  }
}
