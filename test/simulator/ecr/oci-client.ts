import { createHash } from "node:crypto";

/** Digest of bytes, as OCI writes it. */
export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export const TYPES = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

/** Bytes with what a descriptor says of them. */
export interface Content {
  readonly bytes: Buffer;
  readonly descriptor: { mediaType: string; digest: string; size: number };
}

/** Bytes as a blob or manifest of a media type. */
export function content(mediaType: string, bytes: Buffer | string): Content {
  const buffer = Buffer.from(bytes);
  const descriptor = { mediaType, digest: digestOf(buffer), size: buffer.length };
  return { bytes: buffer, descriptor };
}

/** An image of one layer; `seed` makes it different from others. */
export function image(seed: string): { config: Content; layer: Content; manifest: Content } {
  const config = content(
    TYPES.config,
    JSON.stringify({ architecture: "amd64", os: "linux", seed }),
  );
  const layer = content(TYPES.layer, Buffer.from(`layer of ${seed}`));
  const manifest = content(
    TYPES.manifest,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: TYPES.manifest,
      config: config.descriptor,
      layers: [layer.descriptor],
    }),
  );
  return { config, layer, manifest };
}

/** An index of manifests. */
export function index(manifests: readonly Content[]): Content {
  return content(
    TYPES.index,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: TYPES.index,
      manifests: manifests.map(({ descriptor }) => ({
        ...descriptor,
        platform: { architecture: "amd64", os: "linux" },
      })),
    }),
  );
}

/** Opens an upload; answers the URL to go on with. */
export async function startUpload(registry: string, repository: string): Promise<string> {
  const response = await fetch(`${registry}/v2/${repository}/blobs/uploads/`, { method: "POST" });
  if (response.status !== 202) throw new Error(`POST answered ${response.status}`);
  return response.headers.get("location") ?? "";
}

/** Pushes a blob as docker does: POST, one PATCH without a range, PUT. */
export async function pushBlob(
  registry: string,
  repository: string,
  blob: Content,
): Promise<Response> {
  const patched = await fetch(await startUpload(registry, repository), {
    method: "PATCH",
    body: new Uint8Array(blob.bytes),
  });
  const location = patched.headers.get("location") ?? "";
  return fetch(`${location}?digest=${blob.descriptor.digest}`, { method: "PUT" });
}

/** Puts a manifest under a tag or digest. */
export function putManifest(
  registry: string,
  repository: string,
  reference: string,
  manifest: Content,
): Promise<Response> {
  return fetch(`${registry}/v2/${repository}/manifests/${reference}`, {
    method: "PUT",
    headers: { "content-type": manifest.descriptor.mediaType },
    body: new Uint8Array(manifest.bytes),
  });
}

/** Pushes a whole image of one layer; answers its digest. */
export async function pushImage(
  registry: string,
  repository: string,
  reference: string,
  seed: string,
): Promise<string> {
  const { config, layer, manifest } = image(seed);
  await pushBlob(registry, repository, config);
  await pushBlob(registry, repository, layer);
  const response = await putManifest(registry, repository, reference, manifest);
  if (response.status !== 201) throw new Error(`PUT answered ${response.status}`);
  return manifest.descriptor.digest;
}

/** Status and first error code of a refused request. */
export async function refusal(response: Response): Promise<{ status: number; code: unknown }> {
  const body = (await response.json()) as { errors?: { code?: string }[] };
  return { status: response.status, code: body.errors?.[0]?.code };
}
