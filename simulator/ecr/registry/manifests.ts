import { readBody } from "../../server/request-body.ts";
import type { EcrContext } from "../context.ts";
import { isSha256Digest } from "../digest.ts";
import { pushImage } from "../push-image.ts";
import { recordPull } from "../record-pull.ts";
import { findImage, repositoryKey, requireRepository } from "../repository.ts";
import { createRepository } from "../create-repository.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

/** Larger than ECR's limit, which pushImage words. */
const MAXIMUM_BODY = 5 * 1024 * 1024;

/** GET, HEAD and PUT of a manifest by tag or digest. */
export async function answerManifest(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  reference: string,
): Promise<void> {
  if (exchange.request.method === "PUT") await put(context, exchange, name, reference);
  else get(context, exchange, name, reference);
}

function get(context: EcrContext, exchange: Exchange, name: string, reference: string): void {
  const { registry, access, request } = exchange;
  access.require("ecr:BatchGetImage", name);
  const repository = requireRepository(context.repositories, registry, name);
  const image = findImage(repository, identifier(reference));
  if (image === undefined) {
    throw new RegistryError(404, "MANIFEST_UNKNOWN", "Requested image not found");
  }
  if (request.method === "GET") {
    recordPull(context, registry, name, image.digest, access.principalArn);
  }
  answer(
    exchange,
    200,
    { "content-type": image.mediaType, "docker-content-digest": image.digest },
    context.content.readManifest(repositoryKey(registry, name), image.digest),
  );
}

async function put(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  reference: string,
): Promise<void> {
  const { registry, access, request } = exchange;
  access.require("ecr:PutImage", name);
  if (exchange.createsRepositories) createRepository(context, registry, name, { ifAbsent: true });
  const bytes = await readBody(request, MAXIMUM_BODY);
  const { imageDigest, imageTag } = identifier(reference);
  const image = await pushImage(context, registry, {
    repositoryName: name,
    bytes,
    mediaType: request.headers["content-type"],
    tag: imageTag,
    digest: imageDigest,
    acceptExisting: true,
  });
  answer(exchange, 201, {
    location: `${exchange.url.origin}/v2/${name}/manifests/${image.digest}`,
    "docker-content-digest": image.digest,
    ...(image.subject === undefined ? {} : { "oci-subject": image.subject }),
  });
}

function identifier(reference: string): { imageTag?: string; imageDigest?: string } {
  if (isSha256Digest(reference)) return { imageDigest: reference };
  if (reference.includes(":")) {
    throw new RegistryError(400, "DIGEST_INVALID", `'${reference}' is not a sha256 digest`);
  }
  return { imageTag: reference };
}
