import type { EcrContext } from "../context.ts";
import { isSha256Digest } from "../digest.ts";
import { repositoryKey, requireRepository } from "../repository.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

/** HEAD says whether a blob is there; GET redirects to where it can be downloaded, as ECR always does. */
export function answerBlob(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  digest: string,
): void {
  const head = exchange.request.method === "HEAD";
  exchange.access.require(
    head ? "ecr:BatchCheckLayerAvailability" : "ecr:GetDownloadUrlForLayer",
    name,
  );
  if (!isSha256Digest(digest)) {
    throw new RegistryError(400, "DIGEST_INVALID", `'${digest}' is not a sha256 digest`);
  }
  requireRepository(context.repositories, exchange.registry, name);
  const repository = repositoryKey(exchange.registry, name);
  const size = context.content.blobSize(repository, digest);
  if (size === undefined) {
    throw new RegistryError(404, "BLOB_UNKNOWN", `blob ${digest} unknown to repository ${name}`);
  }
  if (head) {
    answer(exchange, 200, {
      "content-type": "application/octet-stream",
      "content-length": String(size),
      "docker-content-digest": digest,
    });
    return;
  }
  const path = context.layerUrls.sign({ repository, digest });
  answer(exchange, 307, { location: `${exchange.layerOrigin}${path}` });
}
