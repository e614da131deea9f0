import { send, asAwsError } from "../server/answer.ts";
import { authError } from "../server/auth-failure.ts";
import type { AwsRequest } from "../server/aws-request.ts";
import type { ResolveCaller } from "../server/caller.ts";
import { escapeXml, toXml } from "../server/xml.ts";
import type { AwsError, Caller } from "../service.ts";
import { s3Error } from "./errors.ts";
import * as buckets from "./operations/buckets.ts";
import { deleteObject, deleteObjects } from "./operations/delete-objects.ts";
import { getObject, headObject } from "./operations/get-object.ts";
import { listObjects } from "./operations/list-objects.ts";
import { putObject } from "./operations/put-object.ts";
import type { S3Context, S3Operation } from "./request.ts";

/** Query parameters that say nothing of the operation. */
const PLAIN =
  /^(?:x-id|list-type|prefix|delimiter|max-keys|start-after|continuation-token|encoding-type|fetch-owner|max-buckets|bucket-region|partNumber|versionId|response-.*|x-amz-.*)$/iu;

/** Operations by method, place and the query parameter that names a part of it. */
const ROUTES: Readonly<Record<string, S3Operation>> = {
  "GET service": buckets.listBuckets,
  "PUT bucket": buckets.createBucket,
  "HEAD bucket": buckets.headBucket,
  "DELETE bucket": buckets.deleteBucket,
  "GET bucket": listObjects,
  "GET bucket?location": buckets.getBucketLocation,
  "PUT bucket?policy": buckets.putBucketPolicy,
  "GET bucket?policy": buckets.getBucketPolicy,
  "DELETE bucket?policy": buckets.deleteBucketPolicy,
  "POST bucket?delete": deleteObjects,
  "PUT object": putObject,
  "GET object": getObject,
  "HEAD object": headObject,
  "DELETE object": deleteObject,
};

/** `<bucket>.s3.amazonaws.com` and `<bucket>.s3.<region>.amazonaws.com`. */
const VIRTUAL_HOST = /^([a-z0-9.-]+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?(?::\d+)?$/u;

function place(host: string, path: string): { bucketName: string; key: string } {
  const virtual = VIRTUAL_HOST.exec(host)?.[1];
  const full = virtual === undefined ? path : `/${virtual}${path}`;
  try {
    const [, bucketName = "", ...rest] = full.split("/");
    return {
      bucketName: decodeURIComponent(bucketName),
      key: decodeURIComponent(rest.join("/")),
    };
  } catch {
    throw s3Error("InvalidURI", "Couldn't parse the specified URI.");
  }
}

function findOperation(method: string, where: string, query: URLSearchParams): S3Operation {
  const part = [...query.keys()].find((name) => !PLAIN.test(name));
  const route = `${method} ${where}${part === undefined ? "" : `?${part}`}`;
  const operation = Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
  if (operation === undefined || (route === "GET bucket" && query.get("list-type") !== "2")) {
    throw s3Error("NotImplemented", `The simulator does not do ${route} of S3.`);
  }
  return operation;
}

function sendError(
  { request, response, path, requestId }: AwsRequest,
  { code, status, message, members }: AwsError,
): void {
  const [name, answer] =
    code === "AccessDeniedException" ? (["AccessDenied", 403] as const) : ([code, status] as const);
  if (request.method === "HEAD") {
    response.writeHead(answer, { "x-amz-request-id": requestId });
    response.end();
    return;
  }
  const tree = toXml({ Code: name, Message: message, ...members, RequestId: requestId });
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${tree}<Resource>${escapeXml(path)}</Resource></Error>`;
  send(response, answer, "application/xml", body);
}

function resolve(aws: AwsRequest, resolveCaller: ResolveCaller): Caller | undefined {
  const { request, path, query } = aws;
  const signedByQuery = query.has("X-Amz-Signature");
  if (request.headers.authorization === undefined && !signedByQuery) return undefined;
  if (request.headers.authorization !== undefined && signedByQuery) {
    throw s3Error("InvalidArgument", "Only one auth mechanism allowed");
  }
  const header = request.headers["x-amz-content-sha256"];
  const payloadHash = signedByQuery ? "UNSIGNED-PAYLOAD" : header;
  if (typeof payloadHash !== "string") {
    throw authError("malformed", "s3", "Missing required header: x-amz-content-sha256");
  }
  return resolveCaller({ request, path, query, payloadHash, dialect: "s3" });
}

/**
 * S3's REST API, path style, and by AWS's host names also with the bucket in the name.
 * Multipart uploads, versions, copies and configurations of buckets are refused by name.
 */
export function createS3Endpoint(
  context: S3Context,
  resolveCaller: ResolveCaller,
): (aws: AwsRequest) => Promise<void> {
  return async (aws) => {
    const { request, response, query, path, requestId } = aws;
    response.setHeader("x-amz-request-id", requestId);
    try {
      const caller = resolve(aws, resolveCaller);
      const { bucketName, key } = place(request.headers.host ?? "", path);
      const container = bucketName === "" ? "service" : "bucket";
      const where = key === "" ? container : "object";
      const operation = findOperation(request.method ?? "GET", where, query);
      await operation(context, { request, response, caller, query, bucketName, key });
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else sendError(aws, asAwsError(error));
    }
  };
}
