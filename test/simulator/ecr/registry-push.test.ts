import { request } from "node:http";
import { describe, expect, test } from "@jest/globals";
import { start, stop, temporaryFolder } from "../start.ts";
import {
  content,
  image,
  index,
  pushBlob,
  pushImage,
  putManifest,
  refusal,
  startUpload,
  TYPES,
} from "./oci-client.ts";

const blob = content(TYPES.layer, "0123456789");
const url = (registry: string, digest: string) => `${registry}/v2/team/app/blobs/${digest}`;

describe("blob uploads", () => {
  test("ping, POST + PATCH + PUT, then HEAD", async () => {
    const { registryEndpoint } = await start();
    const ping = await fetch(`${registryEndpoint}/v2/`);
    expect(ping.status).toBe(200);
    expect(ping.headers.get("docker-distribution-api-version")).toBe("registry/2.0");
    const pushed = await pushBlob(registryEndpoint, "team/app", blob);
    expect(pushed.status).toBe(201);
    expect(pushed.headers.get("docker-content-digest")).toBe(blob.descriptor.digest);
    const head = await fetch(url(registryEndpoint, blob.descriptor.digest), { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.headers.get("content-length")).toBe("10");
  });

  test("into a repository with the longest name that ECR allows", async () => {
    const { registryEndpoint } = await start();
    const name = `${"a".repeat(127)}/${"b".repeat(128)}`;
    expect((await pushBlob(registryEndpoint, name, blob)).status).toBe(201);
    const place = `${registryEndpoint}/v2/${name}/blobs/${blob.descriptor.digest}`;
    expect((await fetch(place, { method: "HEAD" })).status).toBe(200);
  });

  test("one POST with everything", async () => {
    const { registryEndpoint } = await start();
    const response = await fetch(
      `${registryEndpoint}/v2/team/app/blobs/uploads/?digest=${blob.descriptor.digest}`,
      { method: "POST", body: new Uint8Array(blob.bytes) },
    );
    expect(response.status).toBe(201);
  });

  test("chunks with ranges: status between them, a gap is refused, the rest in the PUT", async () => {
    const { registryEndpoint } = await start();
    const location = await startUpload(registryEndpoint, "team/app");
    const chunk = (range: string, body: string, method = "PATCH", query = "") =>
      fetch(location + query, { method, body, headers: { "content-range": range } });
    expect((await chunk("0-3", "0123")).headers.get("range")).toBe("0-3");
    const gap = await chunk("6-7", "67");
    expect(gap.status).toBe(416);
    expect(gap.headers.get("range")).toBe("0-3");
    const status = await fetch(location);
    expect([status.status, status.headers.get("range")]).toEqual([204, "0-3"]);
    const ended = await chunk("4-9", "456789", "PUT", `?digest=${blob.descriptor.digest}`);
    expect(ended.status).toBe(201);
  });

  test("a chunk that is shorter than its range is refused", async () => {
    const { registryEndpoint } = await start();
    const response = await fetch(await startUpload(registryEndpoint, "team/app"), {
      method: "PATCH",
      body: "012",
      headers: { "content-range": "0-9" },
    });
    expect(await refusal(response)).toEqual({ status: 400, code: "BLOB_UPLOAD_INVALID" });
  });

  test("a wrong digest is refused and the upload is gone", async () => {
    const { registryEndpoint } = await start();
    const location = await startUpload(registryEndpoint, "team/app");
    const other = content(TYPES.layer, "other").descriptor.digest;
    const response = await fetch(`${location}?digest=${other}`, { method: "PUT", body: "0123" });
    expect(await refusal(response)).toEqual({ status: 400, code: "DIGEST_INVALID" });
    expect(await refusal(await fetch(location))).toEqual({
      status: 404,
      code: "BLOB_UPLOAD_UNKNOWN",
    });
    const head = await fetch(url(registryEndpoint, other), { method: "HEAD" });
    expect(head.status).toBe(404);
  });

  test("a cancelled upload is unknown", async () => {
    const { registryEndpoint } = await start();
    const location = await startUpload(registryEndpoint, "team/app");
    expect((await fetch(location, { method: "DELETE" })).status).toBe(204);
    expect((await fetch(location)).status).toBe(404);
  });

  test("an upload goes on after a restart", async () => {
    const directory = await temporaryFolder();
    const first = await start({ directory });
    const location = await startUpload(first.registryEndpoint, "team/app");
    await fetch(location, { method: "PATCH", body: "01234" });
    await stop(first);
    const second = await start({ directory });
    const moved = `${second.registryEndpoint}${new URL(location).pathname}`;
    const ended = await fetch(`${moved}?digest=${blob.descriptor.digest}`, {
      method: "PUT",
      body: "56789",
    });
    expect(ended.status).toBe(201);
  });

  test("mounts from another repository, or opens an upload when it is not there", async () => {
    const { registryEndpoint } = await start();
    await pushBlob(registryEndpoint, "team/base", blob);
    const mount = (digest: string, from: string) =>
      fetch(`${registryEndpoint}/v2/team/app/blobs/uploads/?mount=${digest}&from=${from}`, {
        method: "POST",
      });
    expect((await mount(blob.descriptor.digest, "team/base")).status).toBe(201);
    expect((await mount(blob.descriptor.digest, "team/unknown")).status).toBe(202);
    const head = await fetch(url(registryEndpoint, blob.descriptor.digest), { method: "HEAD" });
    expect(head.status).toBe(200);
  });
});

describe("manifests", () => {
  test("an image by tag and digest, and an index over it", async () => {
    const { registryEndpoint } = await start();
    const digest = await pushImage(registryEndpoint, "team/app", "1", "a");
    const list = index([image("a").manifest]);
    expect((await putManifest(registryEndpoint, "team/app", "all", list)).status).toBe(201);
    for (const reference of ["1", digest]) {
      const got = await fetch(`${registryEndpoint}/v2/team/app/manifests/${reference}`);
      expect(got.headers.get("docker-content-digest")).toBe(digest);
      expect(got.headers.get("content-type")).toBe(TYPES.manifest);
      expect(Buffer.from(await got.arrayBuffer())).toEqual(image("a").manifest.bytes);
    }
    const head = await fetch(`${registryEndpoint}/v2/team/app/manifests/all`, { method: "HEAD" });
    expect(head.headers.get("content-type")).toBe(TYPES.index);
  });

  test.each([
    ["layers that are missing", image("unknown").manifest, "MANIFEST_BLOB_UNKNOWN"],
    ["manifests that are missing", index([image("unknown").manifest]), "MANIFEST_BLOB_UNKNOWN"],
    ["no JSON", content(TYPES.manifest, "{"), "MANIFEST_INVALID"],
    ["no manifest", content(TYPES.manifest, "{}"), "MANIFEST_INVALID"],
    [
      "schema 1",
      content("application/vnd.docker.distribution.manifest.v1+prettyjws", '{"schemaVersion":1}'),
      "MANIFEST_INVALID",
    ],
    [
      "another media type inside",
      content(TYPES.manifest, JSON.stringify({ schemaVersion: 2, mediaType: TYPES.index })),
      "MANIFEST_INVALID",
    ],
  ])("refuses %s", async (_name, manifest, code) => {
    const { registryEndpoint } = await start();
    const response = await putManifest(registryEndpoint, "team/app", "1", manifest);
    expect(await refusal(response)).toEqual({ status: 400, code });
  });

  test("refuses a digest that is not the content's", async () => {
    const { registryEndpoint } = await start();
    await pushImage(registryEndpoint, "team/app", "1", "a");
    const response = await putManifest(
      registryEndpoint,
      "team/app",
      blob.descriptor.digest,
      image("a").manifest,
    );
    expect(await refusal(response)).toEqual({ status: 400, code: "DIGEST_INVALID" });
  });

  test("foreign layers need not be there", async () => {
    const { registryEndpoint } = await start();
    const { config, layer } = image("windows");
    await pushBlob(registryEndpoint, "team/app", config);
    const manifest = content(
      TYPES.dockerManifest,
      JSON.stringify({
        schemaVersion: 2,
        mediaType: TYPES.dockerManifest,
        config: config.descriptor,
        layers: [{ ...layer.descriptor, urls: ["https://layers.example/"] }],
      }),
    );
    expect((await putManifest(registryEndpoint, "team/app", "1", manifest)).status).toBe(201);
  });

  test("deletes are refused as ECR refuses them", async () => {
    const { registryEndpoint } = await start();
    const digest = await pushImage(registryEndpoint, "team/app", "1", "a");
    const response = await fetch(`${registryEndpoint}/v2/team/app/manifests/${digest}`, {
      method: "DELETE",
    });
    expect(await refusal(response)).toEqual({ status: 405, code: "UNSUPPORTED" });
  });
});

test("a foreign Host header is refused", async () => {
  const { registryEndpoint } = await start();
  const status = await new Promise((resolve, reject) => {
    const options = { headers: { host: "registry.example" } };
    request(`${registryEndpoint}/v2/`, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test.each(["Team/app", "team//app", "a", "../x/y"])("refuses the name %s", async (name) => {
  const { registryEndpoint } = await start();
  const path = `${registryEndpoint}/v2/${encodeURIComponent(name)}/blobs/uploads/`;
  const response = await fetch(path, { method: "POST" });
  expect(response.status).toBeGreaterThanOrEqual(400);
});
