import type { EcrContext } from "../context.ts";
import { createRepository } from "../create-repository.ts";
import { isSha256Digest } from "../digest.ts";
import { repositoryKey, requireRepository } from "../repository.ts";
import type { ChunkPosition } from "../uploads.ts";
import { answer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

/** POST: mounts a blob of another repository, takes a whole blob at once, or opens an upload. */
export async function startUpload(
  context: EcrContext,
  exchange: Exchange,
  name: string,
): Promise<void> {
  const { registry, access, url } = exchange;
  access.require("ecr:InitiateLayerUpload", name);
  if (exchange.createsRepositories) createRepository(context, registry, name, { ifAbsent: true });
  requireRepository(context.repositories, registry, name);
  const mount = url.searchParams.get("mount");
  if (mount !== null && mounted(context, exchange, name, mount)) {
    sendCreated(exchange, name, mount);
    return;
  }
  const digest = url.searchParams.get("digest");
  const repository = repositoryKey(registry, name);
  const id = context.uploads.start(repository);
  if (digest === null) {
    sendProgress(exchange, 202, name, id, 0);
    return;
  }
  await complete(context, exchange, name, id, digest);
}

/** GET, PATCH, PUT and DELETE of an upload in progress. */
export async function answerUpload(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  id: string,
): Promise<void> {
  const { method } = exchange.request;
  exchange.access.require(
    method === "PUT" ? "ecr:CompleteLayerUpload" : "ecr:UploadLayerPart",
    name,
  );
  const received = context.uploads.received(repositoryKey(exchange.registry, name), id);
  if (received === undefined) {
    throw new RegistryError(404, "BLOB_UPLOAD_UNKNOWN", `there is no upload ${id} in ${name}`);
  }
  if (method === "GET") {
    sendProgress(exchange, 204, name, id, received);
  } else if (method === "DELETE") {
    context.uploads.cancel(id);
    answer(exchange, 204, {});
  } else if (method === "PATCH") {
    const position = chunkPosition(exchange);
    refuseGap(exchange, name, id, position, received);
    const total = await context.uploads.append(id, exchange.request, position);
    sendProgress(exchange, 202, name, id, total);
  } else {
    const digest = exchange.url.searchParams.get("digest") ?? "";
    refuseGap(exchange, name, id, chunkPosition(exchange), received);
    await complete(context, exchange, name, id, digest);
  }
}

async function complete(
  context: EcrContext,
  exchange: Exchange,
  name: string,
  id: string,
  digest: string,
): Promise<void> {
  if (!isSha256Digest(digest)) {
    throw new RegistryError(400, "DIGEST_INVALID", `'${digest}' is not a sha256 digest`);
  }
  await context.uploads.append(id, exchange.request, chunkPosition(exchange));
  const finished = await context.uploads.finish(id);
  if (finished.digest !== digest) {
    context.uploads.cancel(id);
    throw new RegistryError(
      400,
      "DIGEST_INVALID",
      `the uploaded content has the digest ${finished.digest}, not ${digest}`,
    );
  }
  context.content.adoptBlob(repositoryKey(exchange.registry, name), digest, finished.path);
  sendCreated(exchange, name, digest);
}

function mounted(context: EcrContext, exchange: Exchange, name: string, digest: string): boolean {
  const from = exchange.url.searchParams.get("from");
  if (from === null || !isSha256Digest(digest)) return false;
  const source = repositoryKey(exchange.registry, from);
  if (context.content.blobSize(source, digest) === undefined) return false;
  exchange.access.require("ecr:GetDownloadUrlForLayer", from);
  context.content.mountBlob(source, repositoryKey(exchange.registry, name), digest);
  return true;
}

/** `Content-Range: <first>-<last>`, as the specification writes it (`bytes ` before it is tolerated). */
function chunkPosition({ request }: Exchange): ChunkPosition | undefined {
  const range = request.headers["content-range"];
  if (range === undefined) return undefined;
  const match = /^(?:bytes )?(\d+)-(\d+)(?:\/.*)?$/.exec(range);
  if (match === null) {
    throw new RegistryError(400, "BLOB_UPLOAD_INVALID", `'${range}' is not a Content-Range`);
  }
  const start = Number(match[1]);
  return { start, length: Number(match[2]) + 1 - start };
}

function refuseGap(
  exchange: Exchange,
  name: string,
  id: string,
  position: ChunkPosition | undefined,
  received: number,
): void {
  if (position === undefined || position.start === received) return;
  throw new RegistryError(
    416,
    "BLOB_UPLOAD_INVALID",
    `the next byte of this upload is ${received}, not ${position.start}`,
    progressHeaders(exchange, name, id, received),
  );
}

function sendProgress(
  exchange: Exchange,
  status: 202 | 204,
  name: string,
  id: string,
  received: number,
): void {
  answer(exchange, status, progressHeaders(exchange, name, id, received));
}

function progressHeaders(
  { url }: Exchange,
  name: string,
  id: string,
  received: number,
): Record<string, string> {
  return {
    location: `${url.origin}/v2/${name}/blobs/uploads/${id}`,
    range: `0-${Math.max(0, received - 1)}`,
    "docker-upload-uuid": id,
  };
}

function sendCreated(exchange: Exchange, name: string, digest: string): void {
  answer(exchange, 201, {
    location: `${exchange.url.origin}/v2/${name}/blobs/${digest}`,
    "docker-content-digest": digest,
  });
}
