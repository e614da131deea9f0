import type { ServerResponse } from "node:http";
import { AwsError } from "../../service.ts";
import { UploadError } from "../uploads.ts";

/**
 * An error as registries answer it.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** ECR's exceptions, in a registry's codes. */
const CODES: Readonly<Record<string, readonly [number, string]>> = {
  RepositoryNotFoundException: [404, "NAME_UNKNOWN"],
  InvalidParameterException: [400, "MANIFEST_INVALID"],
  ImageDigestDoesNotMatchException: [400, "DIGEST_INVALID"],
  LayersNotFoundException: [400, "MANIFEST_BLOB_UNKNOWN"],
  ReferencedImagesNotFoundException: [400, "MANIFEST_BLOB_UNKNOWN"],
  ImageTagAlreadyExistsException: [400, "TAG_INVALID"],
  AccessDeniedException: [403, "DENIED"],
};

const UPLOAD_STATUS = { busy: 409, "out-of-order": 416, "wrong-size": 400, unknown: 404 } as const;

/** What the registry answers for whatever its parts throw. */
export function asRegistryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error;
  if (error instanceof UploadError) {
    const code = error.reason === "unknown" ? "BLOB_UPLOAD_UNKNOWN" : "BLOB_UPLOAD_INVALID";
    return new RegistryError(UPLOAD_STATUS[error.reason], code, error.message);
  }
  if (error instanceof AwsError) {
    const [status, code] = CODES[error.code] ?? [error.status, "UNKNOWN"];
    return new RegistryError(status, code, error.message);
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`simulator: the registry failed unexpectedly: ${detail}\n`);
  return new RegistryError(500, "UNKNOWN", "The simulated registry failed; its log says why.");
}

/** Sends an error's body; HEAD requests get none. */
export function sendRegistryError(
  response: ServerResponse,
  method: string | undefined,
  { status, code, message, headers }: RegistryError,
): void {
  const body = JSON.stringify({ errors: [{ code, message }] });
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(method === "HEAD" ? undefined : body);
}
