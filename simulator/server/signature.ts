import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Authorization } from "./authorization.ts";

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** The hexadecimal SHA-256 of a body. */
export function sha256Hex(body: Buffer | string): string {
  return createHash("sha256").update(body).digest("hex");
}

/** Percent-encodes as RFC 3986 has it: all but letters, digits, `-._~`. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .sort()
    .join("&");
}

function canonicalHeaders(request: IncomingMessage, names: readonly string[]): string {
  return names
    .map((name) => {
      const value = request.headers[name];
      const text = Array.isArray(value) ? value.join(",") : (value ?? "");
      return `${name}:${text.trim().replace(/ +/gu, " ")}\n`;
    })
    .join("");
}

/** S3 signs the path as it is sent; everybody else encodes its segments once more. */
function canonicalPath(path: string, service: string): string {
  return service === "s3" ? path : path.split("/").map(encodeRfc3986).join("/");
}

/**
 * Whether a request carries the signature that its secret key gives.
 *
 * @param path As sent, still encoded, without the query.
 * @param payloadHash Of the body, or the word that stands for it (`UNSIGNED-PAYLOAD`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function hasValidSignature(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  authorization: Authorization,
  payloadHash: string,
  secretAccessKey: string,
): boolean {
  const { day, region, service, signedHeaders, timestamp } = authorization;
  const canonical = [
    request.method ?? "GET",
    canonicalPath(path, service),
    canonicalQuery(query),
    canonicalHeaders(request, signedHeaders),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", timestamp, scope, sha256Hex(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(authorization.signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
