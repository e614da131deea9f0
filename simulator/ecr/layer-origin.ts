import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { sendS3Refusal } from "../server/send-s3-refusal.ts";
import type { ByteRange } from "./content-store.ts";
import type { EcrContext } from "./context.ts";

/**
 * Serves layers as S3 serves presigned links: the signature is in the query, and a request that
 * carries Authorization as well is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export async function answerLayer(
  context: EcrContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.headers.authorization !== undefined) {
    sendS3Refusal(
      response,
      400,
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    );
    return;
  }
  if (request.method !== "GET") {
    sendS3Refusal(response, 403, "SignatureDoesNotMatch", "The link is signed for GET only.");
    return;
  }
  const layer = context.layerUrls.verify(new URL(request.url ?? "/", "http://layers"));
  if (layer === "Expired") {
    sendS3Refusal(response, 403, "AccessDenied", "Request has expired");
    return;
  }
  if (typeof layer === "string") {
    sendS3Refusal(response, 403, layer, "The link's signature is missing or wrong.");
    return;
  }
  const size = context.content.blobSize(layer.repository, layer.digest);
  if (size === undefined) {
    sendS3Refusal(response, 404, "NoSuchKey", "The specified key does not exist.");
    return;
  }
  const range = parseRange(request.headers.range, size);
  if (range === "unsatisfiable") {
    sendS3Refusal(response, 416, "InvalidRange", "The requested range is not satisfiable", {
      "content-range": `bytes */${size}`,
    });
    return;
  }
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    "content-length": range === undefined ? size : range.end - range.start + 1,
    ...(range === undefined
      ? {}
      : { "content-range": `bytes ${range.start}-${range.end}/${size}` }),
    etag: `"${layer.digest.slice("sha256:".length)}"`,
    server: "AmazonS3",
  });
  await pipeline(context.content.openBlob(layer.repository, layer.digest, range), response);
}

/** One range of bytes (RFC 9110 §14); S3 ignores what it can't read and answers the whole. */
function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}
