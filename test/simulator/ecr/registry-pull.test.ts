import { describe, expect, test } from "@jest/globals";
import { start, stop, temporaryFolder, THEIRS } from "../start.ts";
import { content, image, pushBlob, pushImage, putManifest, refusal, TYPES } from "./oci-client.ts";

/** Where a blob's GET redirects to. */
async function layerLocation(registry: string, digest: string): Promise<string> {
  const response = await fetch(`${registry}/v2/team/app/blobs/${digest}`, { redirect: "manual" });
  expect(response.status).toBe(307);
  return response.headers.get("location") ?? "";
}

describe("layers come from a second origin", () => {
  const { layer } = image("a");

  test("by redirect, whole and in ranges", async () => {
    const { registryEndpoint } = await start();
    await pushImage(registryEndpoint, "team/app", "1", "a");
    const location = await layerLocation(registryEndpoint, layer.descriptor.digest);
    expect(new URL(location).origin).not.toBe(registryEndpoint);
    expect(await (await fetch(location)).text()).toBe("layer of a");
    const range = async (value: string) => {
      const response = await fetch(location, { headers: { range: value } });
      return [response.status, response.headers.get("content-range"), await response.text()];
    };
    expect(await range("bytes=0-4")).toEqual([206, "bytes 0-4/10", "layer"]);
    expect(await range("bytes=6-")).toEqual([206, "bytes 6-9/10", "of a"]);
    expect(await range("bytes=-1")).toEqual([206, "bytes 9-9/10", "a"]);
    expect((await range("bytes=10-")).slice(0, 2)).toEqual([416, "bytes */10"]);
  });

  test("which refuses Authorization, as S3 does for presigned links", async () => {
    const { registryEndpoint } = await start();
    await pushImage(registryEndpoint, "team/app", "1", "a");
    const location = await layerLocation(registryEndpoint, layer.descriptor.digest);
    const response = await fetch(location, { headers: { authorization: "Basic QVdTOng=" } });
    expect(response.status).toBe(400);
    const body = await response.text();
    expect(body).toContain("<Code>InvalidArgument</Code>");
    expect(body).toContain("Only one auth mechanism allowed");
  });

  test("only for its signature and its hour", async () => {
    let now = new Date("2026-01-02T03:04:05Z");
    const { registryEndpoint } = await start({ now: () => now });
    await pushImage(registryEndpoint, "team/app", "1", "a");
    const location = await layerLocation(registryEndpoint, layer.descriptor.digest);
    const other = location.replace(layer.descriptor.digest, image("a").config.descriptor.digest);
    expect((await fetch(other)).status).toBe(403);
    expect((await fetch(new URL(location).origin)).status).toBe(403);
    now = new Date("2026-01-02T04:04:04Z");
    expect((await fetch(location)).status).toBe(200);
    now = new Date("2026-01-02T04:04:06Z");
    expect(await (await fetch(location)).text()).toContain("Request has expired");
  });
});

test("unknown repositories, blobs and manifests have the specification's codes", async () => {
  const { registryEndpoint } = await start();
  await pushImage(registryEndpoint, "team/app", "1", "a");
  const get = async (path: string) => refusal(await fetch(`${registryEndpoint}/v2/${path}`));
  const digest = content(TYPES.layer, "nothing").descriptor.digest;
  expect(await get("team/none/manifests/1")).toEqual({ status: 404, code: "NAME_UNKNOWN" });
  expect(await get("team/app/manifests/2")).toEqual({ status: 404, code: "MANIFEST_UNKNOWN" });
  expect(await get("team/app/manifests/constructor")).toMatchObject({ code: "MANIFEST_UNKNOWN" });
  expect(await get(`team/app/blobs/${digest}`)).toEqual({ status: 404, code: "BLOB_UNKNOWN" });
  expect(await get("team/app/blobs/sha256:12")).toEqual({ status: 400, code: "DIGEST_INVALID" });
});

test("tags are listed in pages", async () => {
  const { registryEndpoint } = await start();
  for (const tag of ["c", "a", "b"]) await pushImage(registryEndpoint, "team/app", tag, "a");
  const list = async (path: string) => {
    const response = await fetch(`${registryEndpoint}${path}`);
    return { body: await response.json(), link: response.headers.get("link") };
  };
  expect((await list("/v2/team/app/tags/list")).body).toEqual({
    name: "team/app",
    tags: ["a", "b", "c"],
  });
  const first = await list("/v2/team/app/tags/list?n=2");
  expect(first.body).toEqual({ name: "team/app", tags: ["a", "b"] });
  const next = /<([^>]+)>; rel="next"/.exec(first.link ?? "")?.[1] ?? "";
  expect(await list(next)).toEqual({ body: { name: "team/app", tags: ["c"] }, link: null });
});

test("referrers are listed, also before their subject is pushed", async () => {
  const { registryEndpoint } = await start();
  const subject = image("a").manifest;
  const empty = content("application/vnd.oci.empty.v1+json", "{}");
  await pushBlob(registryEndpoint, "team/app", empty);
  const sbom = content(
    TYPES.manifest,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: TYPES.manifest,
      artifactType: "text/sbom+json",
      config: empty.descriptor,
      layers: [empty.descriptor],
      subject: subject.descriptor,
      annotations: { by: "test" },
    }),
  );
  const pushed = await putManifest(registryEndpoint, "team/app", sbom.descriptor.digest, sbom);
  expect(pushed.headers.get("oci-subject")).toBe(subject.descriptor.digest);
  const base = `${registryEndpoint}/v2/team/app/referrers/${subject.descriptor.digest}`;
  const list = await fetch(`${base}?artifactType=text/sbom%2Bjson`);
  expect(list.headers.get("oci-filters-applied")).toBe("artifactType");
  expect(await list.json()).toEqual({
    schemaVersion: 2,
    mediaType: TYPES.index,
    manifests: [
      { ...sbom.descriptor, artifactType: "text/sbom+json", annotations: { by: "test" } },
    ],
  });
  const none = await fetch(`${base}?artifactType=other/type`);
  expect(await none.json()).toMatchObject({ manifests: [] });
});

test("images survive a restart, and other accounts do not see them", async () => {
  const directory = await temporaryFolder();
  const first = await start({ directory });
  const digest = await pushImage(first.registryEndpoint, "team/app", "1", "a");
  await stop(first);
  const second = await start({ directory });
  const get = (registry: string) => fetch(`${registry}/v2/team/app/manifests/1`);
  const again = await get(second.registryEndpoint);
  expect(again.headers.get("docker-content-digest")).toBe(digest);
  const { layer } = image("a");
  const location = await layerLocation(second.registryEndpoint, layer.descriptor.digest);
  expect(await (await fetch(location)).text()).toBe("layer of a");
  await stop(second);
  const other = await start({ directory, registryAccountId: "111111111111" });
  expect(THEIRS.accountId).not.toBe("111111111111");
  expect((await get(other.registryEndpoint)).status).toBe(404);
});
