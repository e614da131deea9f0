import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { Authorizer } from "../iam/authorizer.ts";
import { authError } from "../server/auth-failure.ts";
import { toXml } from "../server/xml.ts";
import { send } from "../server/answer.ts";
import { AwsError, type Caller, type Document } from "../service.ts";
import type { Bucket, BucketStore } from "./bucket-store.ts";
import type { ObjectStore } from "./object-store.ts";

/** What every operation of the simulated S3 works with. */
export interface S3Context {
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly authorizer: Authorizer;
  readonly region: string;
}

/** A request to S3, its path taken apart. */
export interface S3Request {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Undefined: nobody signed it. */
  readonly caller: Caller | undefined;
  readonly query: URLSearchParams;
  /** Empty for the service itself. */
  readonly bucketName: string;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
}

/** One operation; it answers by itself, or throws AwsError. */
export type S3Operation = (context: S3Context, request: S3Request) => Promise<void>;

/** Namespace of S3's documents. */
const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Answers a document. Lists are flat in S3: the list's own name repeats. */
export function sendXml(response: ServerResponse, root: string, tree: Document): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${toXml(tree)}</${root}>`;
  send(response, 200, "application/xml", body);
}

/** Answers without a body. */
export function sendEmpty(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response.writeHead(status, headers);
  response.end();
}

/** @throws AwsError AccessDenied for a request that nobody signed. */
export function requireCaller(caller: Caller | undefined): Caller {
  if (caller === undefined) throw authError("unsigned", "s3", "Access Denied");
  return caller;
}

/**
 * The bucket of a request, when whoever asks may do `action` in it: by his own policies, or by
 * the bucket's, which may let everybody in.
 *
 * @param key For actions on an object.
 * @throws AwsError NoSuchBucket, AccessDenied
 */
export function requireBucket(
  { buckets, authorizer }: S3Context,
  { request, caller, bucketName }: S3Request,
  action: string,
  key?: string,
): Bucket {
  const bucket = buckets.get(bucketName);
  const resource = `arn:aws:s3:::${bucketName}${key === undefined ? "" : `/${key}`}`;
  const details = { resourcePolicy: bucket.policy, resourceAccountId: bucket.accountId };
  const isSecure = request.socket instanceof TLSSocket;
  if (caller !== undefined) authorizer.authorize(caller, action, resource, details);
  else if (!authorizer.everybodyMay(action, resource, bucket.policy, isSecure)) {
    throw new AwsError("AccessDenied", "Access Denied", 403);
  }
  return bucket;
}
