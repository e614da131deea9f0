import type { EcrContext } from "../context.ts";
import { isSha256Digest } from "../digest.ts";
import { repositoryKey, requireRepository } from "../repository.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

/**
 * Lists what refers to a digest by `subject`, as an index; filtered by `artifactType`.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 */
export function answerReferrers(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  digest: string,
): void {
  exchange.access.require("ecr:BatchGetImage", name);
  if (!isSha256Digest(digest)) {
    throw new RegistryError(400, "DIGEST_INVALID", `'${digest}' is not a sha256 digest`);
  }
  const repository = requireRepository(context.repositories, exchange.registry, name);
  const key = repositoryKey(exchange.registry, name);
  const wanted = exchange.url.searchParams.get("artifactType");
  const manifests = Object.values(repository.images)
    .filter(({ subject }) => subject === digest)
    .filter(({ artifactMediaType }) => wanted === null || artifactMediaType === wanted)
    .map((image) => ({
      mediaType: image.mediaType,
      digest: image.digest,
      size: context.content.readManifest(key, image.digest).length,
      artifactType: image.artifactMediaType,
      annotations: image.annotations,
    }));
  answer(
    exchange,
    200,
    {
      "content-type": INDEX,
      ...(wanted === null ? {} : { "oci-filters-applied": "artifactType" }),
    },
    JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }),
  );
}
