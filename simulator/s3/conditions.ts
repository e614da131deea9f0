import type { IncomingHttpHeaders } from "node:http";
import { s3Error } from "./errors.ts";
import type { StoredObject } from "./object-store.ts";

function names(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//u, "").replaceAll('"', "");
  return header.split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag));
}

function failed(condition: string) {
  return s3Error(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    { Condition: condition },
  );
}

/**
 * Conditional writes and deletes: `If-None-Match: *` and `If-Match: <etag>`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @throws AwsError PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWriteConditions(
  headers: IncomingHttpHeaders,
  existing: StoredObject | undefined,
): void {
  const ifMatch = headers["if-match"];
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw s3Error("NotImplemented", "If-None-Match of a write takes * only.");
  }
  if (ifNoneMatch === "*" && existing !== undefined) throw failed("If-None-Match");
  if (ifMatch === undefined) return;
  if (existing === undefined) throw s3Error("NoSuchKey", "The specified key does not exist.");
  if (!names(ifMatch, existing.etag)) throw failed("If-Match");
}

/** HTTP times have whole seconds. */
function seconds(time: number): number {
  return Math.floor(time / 1000);
}

/**
 * Conditional reads, in HTTP's order of precedence.
 *
 * @returns whether the reader has the object already (304).
 * @throws AwsError PreconditionFailed
 */
export function isNotModified(headers: IncomingHttpHeaders, object: StoredObject): boolean {
  const modified = seconds(object.modifiedAt.getTime());
  const ifMatch = headers["if-match"];
  const unmodifiedSince = headers["if-unmodified-since"];
  if (ifMatch !== undefined) {
    if (!names(ifMatch, object.etag)) throw failed("If-Match");
  } else if (unmodifiedSince !== undefined && modified > seconds(Date.parse(unmodifiedSince))) {
    throw failed("If-Unmodified-Since");
  }
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, object.etag);
  const since = headers["if-modified-since"];
  return since !== undefined && modified <= seconds(Date.parse(since));
}
