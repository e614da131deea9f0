import type { EcrContext } from "../context.ts";
import { isRepositoryName } from "../repository.ts";
import { answerBlob } from "./blobs.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { answerManifest } from "./manifests.ts";
import { answerReferrers } from "./referrers.ts";
import { RegistryError } from "./registry-error.ts";
import { answerTags } from "./tags.ts";
import { answerUpload, startUpload } from "./upload-routes.ts";

type Route = (context: EcrContext, exchange: Exchange, name: string, last: string) => unknown;

/** Paths after `/v2/`: the repository's name, and the digest, tag or id that the path ends with. */
const ROUTES: readonly (readonly [RegExp, readonly string[], Route])[] = [
  [/^(.+)\/blobs\/uploads\/?()$/, ["POST"], startUpload],
  [/^(.+)\/blobs\/uploads\/([^/]+)$/, ["GET", "PATCH", "PUT", "DELETE"], answerUpload],
  [/^(.+)\/blobs\/([^/]+)$/, ["GET", "HEAD"], answerBlob],
  [/^(.+)\/manifests\/([^/]+)$/, ["GET", "HEAD", "PUT"], answerManifest],
  [/^(.+)\/tags\/list()$/, ["GET"], answerTags],
  [/^(.+)\/referrers\/([^/]+)$/, ["GET"], answerReferrers],
];

/**
 * Answers one request of the OCI distribution protocol as ECR does.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints
 * @throws RegistryError, or what the parts below throw
 */
export async function answerRegistry(context: EcrContext, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  if (pathname === "/v2/" || pathname === "/v2") {
    answer(exchange, 200, { "content-type": "application/json" }, "{}");
    return;
  }
  for (const [pattern, methods, route] of ROUTES) {
    const match = pathname.startsWith("/v2/") ? pattern.exec(pathname.slice(4)) : null;
    if (match === null) continue;
    const [, name = "", last = ""] = match;
    if (!methods.includes(exchange.request.method ?? "")) break;
    if (!isRepositoryName(name)) {
      throw new RegistryError(400, "NAME_INVALID", `'${name}' is not a valid repository name`);
    }
    await route(context, exchange, name, decode(last));
    return;
  }
  throw new RegistryError(
    405,
    "UNSUPPORTED",
    `ECR's registry does not support ${exchange.request.method ?? ""} ${pathname}`,
  );
}

/** Digests may arrive with an encoded colon. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
