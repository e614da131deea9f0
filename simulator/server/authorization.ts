import type { IncomingMessage } from "node:http";

/** What a request says about its signature, from the Authorization header or a presigned query. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`, as in the credential's scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** Seconds that a presigned link lives; undefined: signed by header. */
  readonly expiresIn: number | undefined;
}

const HEADER =
  /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/u;

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function withScope(
  credential: string,
  rest: Omit<Authorization, "accessKeyId" | "day" | "region" | "service">,
): Authorization | "malformed" {
  const parts = credential.split("/");
  const [accessKeyId, day, region, service, end] = parts;
  if (parts.length !== 5 || end !== "aws4_request") return "malformed";
  if (!accessKeyId || !day || !region || !service) return "malformed";
  return { accessKeyId, day, region, service, ...rest };
}

/**
 * Reads a request's Signature Version 4.
 *
 * @returns undefined for an unsigned request, `malformed` for one that can't be read.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readAuthorization(
  request: IncomingMessage,
  query: URLSearchParams,
): Authorization | "malformed" | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const match = HEADER.exec(authorization);
    const timestamp = first(request.headers["x-amz-date"]);
    if (match === null || timestamp === undefined) return "malformed";
    const [, credential = "", names = "", signature = ""] = match;
    return withScope(credential, {
      signedHeaders: names.split(";"),
      signature,
      timestamp,
      sessionToken: first(request.headers["x-amz-security-token"]),
      expiresIn: undefined,
    });
  }
  const signature = query.get("X-Amz-Signature");
  if (signature === null) return undefined;
  if (!/^[0-9a-f]{64}$/u.test(signature)) return "malformed";
  return withScope(query.get("X-Amz-Credential") ?? "", {
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature,
    timestamp: query.get("X-Amz-Date") ?? "",
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    expiresIn: Number(query.get("X-Amz-Expires") ?? Number.NaN),
  });
}
