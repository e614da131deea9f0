import type { DemoImage } from "./demo-image.ts";

/**
 * Pushes an image as any OCI client does (distribution-spec, "Push"), creating the
 * repository.
 * @param registry Address with port, reached over plain HTTP.
 * @throws Error naming the step that the registry refused.
 */
export async function pushImage(
  registry: string,
  repository: string,
  tag: string,
  image: DemoImage,
): Promise<void> {
  const base = `http://${registry}/v2/${repository}`;
  for (const { digest, bytes } of image.blobs) {
    const known = await fetch(`${base}/blobs/${digest}`, { method: "HEAD", redirect: "manual" });
    if (known.status < 400) continue;
    const session = await expectStatus(
      await fetch(`${base}/blobs/uploads/`, { method: "POST" }),
      202,
      "start an upload",
    );
    const location = new URL(session.headers.get("location") ?? "", base);
    location.searchParams.set("digest", digest);
    const upload = await fetch(location, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
    });
    await expectStatus(upload, 201, "upload a blob");
  }
  const manifest = await fetch(`${base}/manifests/${tag}`, {
    method: "PUT",
    headers: { "content-type": image.manifest.mediaType },
    body: new Uint8Array(image.manifest.bytes),
  });
  await expectStatus(manifest, 201, "put the manifest");
}

async function expectStatus(response: Response, status: number, step: string): Promise<Response> {
  if (response.status === status) return response;
  const text = await response.text();
  throw new Error(`The registry refused to ${step}: ${response.status} ${text.slice(0, 300)}`);
}
