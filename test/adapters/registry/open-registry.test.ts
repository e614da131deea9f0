import { afterEach, describe, expect, test } from "@jest/globals";
import { openRegistry } from "../../../adapters/registry/open-registry.ts";
import { digestOf } from "../../fixtures/image-builder.ts";
import { type FakeServer, fixed, inTurn, openFake, readAll, startServer } from "./fake-registry.ts";

const MANIFEST = Buffer.from('{"schemaVersion":2}');
const MANIFEST_DIGEST = digestOf(MANIFEST);
const TYPE = "application/vnd.oci.image.manifest.v1+json";
const BLOB = Buffer.from("the bytes of a layer");
const DESCRIPTOR = { mediaType: "x", digest: digestOf(BLOB), size: BLOB.length };
const LATEST = "/v2/team/app/manifests/latest";
const BLOB_PATH = `/v2/team/app/blobs/${DESCRIPTOR.digest}`;

let server: FakeServer;
afterEach(async () => {
  await server.close();
});

describe("manifests", () => {
  test("are read by tag, with their type and digest, and offered types", async () => {
    let accept: string | undefined;
    server = await startServer({
      [LATEST]: (request, response) => {
        accept = request.headers.accept;
        const headers = {
          "content-type": `${TYPE}; charset=utf-8`,
          "docker-content-digest": MANIFEST_DIGEST,
        };
        response.writeHead(200, headers).end(MANIFEST);
      },
    });
    const manifest = await openFake(server).readManifest("latest");
    expect(manifest).toEqual({ bytes: MANIFEST, mediaType: TYPE, digest: MANIFEST_DIGEST });
    expect(accept).toContain("application/vnd.docker.distribution.manifest.list.v2+json");
    expect(accept).toContain("application/vnd.oci.image.index.v1+json");
  });

  test("are read by digest", async () => {
    server = await startServer({
      [`/v2/team/app/manifests/${MANIFEST_DIGEST}`]: fixed(200, MANIFEST),
    });
    const manifest = await openFake(server).readManifest(MANIFEST_DIGEST);
    expect(manifest.digest).toBe(MANIFEST_DIGEST);
  });

  test.each([
    ["than were asked for", digestOf(Buffer.from("other")), {}],
    ["than the registry names", "latest", { "docker-content-digest": digestOf(BLOB) }],
  ])("with other bytes %s are refused", async (_name, reference, headers) => {
    server = await startServer({
      [`/v2/team/app/manifests/${reference}`]: fixed(200, MANIFEST, headers),
    });
    await expect(openFake(server).readManifest(reference)).rejects.toMatchObject({
      name: "PermanentError",
      code: "digest-mismatch",
    });
    expect(server.seen).toHaveLength(1);
  });

  test("over 4 MiB are refused", async () => {
    server = await startServer({ [LATEST]: fixed(200, Buffer.alloc(4 * 1024 * 1024 + 1)) });
    await expect(openFake(server).readManifest("latest")).rejects.toMatchObject({
      code: "manifest-too-large",
    });
  });
});

describe("blobs", () => {
  test("are streamed", async () => {
    server = await startServer({ [BLOB_PATH]: fixed(200, BLOB) });
    expect(await readAll(await openFake(server).readBlob(DESCRIPTOR))).toEqual(BLOB);
  });

  test("that are left early free the connection", async () => {
    const closed = Promise.withResolvers<undefined>();
    server = await startServer({
      [BLOB_PATH]: (_request, response) => {
        response.on("close", () => {
          closed.resolve(undefined);
        });
        response.writeHead(200);
        const write = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on("drain", write);
        write();
      },
    });
    const blob = await openFake(server).readBlob({ ...DESCRIPTOR, size: 2 ** 40 });
    let chunks = 0;
    for await (const chunk of blob) {
      expect(chunk.length).toBeGreaterThan(0);
      chunks += 1;
      if (chunks === 3) break;
    }
    await closed.promise;
  });

  test("stop when the caller aborts", async () => {
    server = await startServer({
      [BLOB_PATH]: (_request, response) => {
        response.writeHead(200).write("a");
      },
    });
    const abort = new AbortController();
    const blob = await openFake(server).readBlob(DESCRIPTOR, abort.signal);
    const reason = new Error("enough");
    const reading = readAll(blob);
    abort.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});

describe("tags", () => {
  const path = "/v2/team/app/tags/list";

  test("are read page by page", async () => {
    server = await startServer({
      [path]: inTurn(
        fixed(200, '{"tags":["a","b"]}', { link: `<${path}?last=b&n=2>; rel="next"` }),
        fixed(200, '{"name":"team/app","tags":["c"]}'),
      ),
    });
    expect(await openFake(server).listTags()).toEqual(["a", "b", "c"]);
    expect(server.seen.map((request) => request.path)).toEqual([
      `${path}?n=1000`,
      `${path}?last=b&n=2`,
    ]);
  });

  test("of an empty repository are none", async () => {
    server = await startServer({ [path]: fixed(200, '{"tags":null}') });
    expect(await openFake(server).listTags()).toEqual([]);
  });

  test("are never asked for at another server", async () => {
    server = await startServer({
      [path]: fixed(200, '{"tags":["a"]}', { link: '<http://198.51.100.1/x>; rel="next"' }),
    });
    expect(await openFake(server).listTags()).toEqual(["a"]);
  });

  test("that are no list are refused", async () => {
    server = await startServer({ [path]: fixed(200, "<html>") });
    await expect(openFake(server).listTags()).rejects.toMatchObject({ code: "unexpected-answer" });
  });
});

test.each(["", "a b", "user:password@host", "host/path", "host?query"])(
  "%j is no registry",
  async (registry) => {
    server = await startServer({});
    expect(() => openRegistry({ registry, repository: "a" })).toThrow("is no registry");
  },
);
