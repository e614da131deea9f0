import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { digestOf } from "../../fixtures/image-builder.ts";
import { type FakeServer, fixed, openFake, readAll, startServer } from "./fake-registry.ts";

const BLOB = Buffer.from("the bytes of a layer");
const DESCRIPTOR = { mediaType: "x", digest: digestOf(BLOB), size: BLOB.length };
const BLOB_PATH = `/v2/team/app/blobs/${DESCRIPTOR.digest}`;
const credentials = { username: "AWS", password: "secret" };

let storage: FakeServer;
let location = "";
let status = 307;
let server: FakeServer;

beforeEach(async () => {
  storage = await startServer({ "/bucket/layer": fixed(200, BLOB) });
  location = `http://${storage.host}/bucket/layer?X-Amz-Signature=SIGNED`;
  status = 307;
  server = await startServer({
    [BLOB_PATH]: (request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
      } else {
        response.writeHead(status, { location }).end("moved");
      }
    },
    "/elsewhere": fixed(200, BLOB),
    "/loop": fixed(302, "", { location: "/loop" }),
  });
});
afterEach(async () => {
  await Promise.all([server.close(), storage.close()]);
});

test.each([301, 302, 303, 307, 308])(
  "%i is followed to an allowed host, without Authorization",
  async (code) => {
    status = code;
    const source = openFake(server, { credentials, allowedPrivateHosts: [storage.host] });
    expect(await readAll(await source.readBlob(DESCRIPTOR))).toEqual(BLOB);
    expect(server.seen.at(-1)?.authorization).toMatch(/^Basic /);
    expect(storage.seen).toEqual([
      { path: "/bucket/layer?X-Amz-Signature=SIGNED", authorization: undefined, range: undefined },
    ]);
  },
);

test("any port of an allowed host is allowed by an asterisk", async () => {
  const source = openFake(server, { credentials, allowedPrivateHosts: ["127.0.0.1:*"] });
  expect(await readAll(await source.readBlob(DESCRIPTOR))).toEqual(BLOB);
});

test("one to the registry itself is followed with Authorization", async () => {
  location = "/elsewhere";
  const source = openFake(server, { credentials });
  expect(await readAll(await source.readBlob(DESCRIPTOR))).toEqual(BLOB);
  expect(server.seen.at(-1)).toMatchObject({
    path: "/elsewhere",
    authorization: expect.stringMatching(/^Basic /),
  });
});

describe("one is refused", () => {
  test.each([
    ["to loopback", () => `http://${storage.host}/bucket/layer`],
    ["to loopback by name", () => `http://localhost:${storage.host.split(":")[1] ?? ""}/x`],
    ["to loopback in another notation", () => "http://0x7f.1/x"],
    ["to IPv6 loopback", () => "http://[::1]/x"],
    ["to a mapped address", () => "http://[::ffff:127.0.0.1]/x"],
    ["to a private address", () => "https://192.168.1.1/x"],
    ["to the metadata service", () => "http://169.254.169.254/latest/meta-data"],
    ["to another scheme", () => "ftp://198.51.100.7/x"],
    ["with a user name", () => "https://user:password@example.com/x"],
  ])("%s", async (_name, target) => {
    location = target();
    const reading = openFake(server, { credentials }).readBlob(DESCRIPTOR);
    await expect(reading).rejects.toMatchObject({
      name: "PermanentError",
      code: "refused-address",
    });
    expect(storage.seen).toEqual([]);
  });

  test("without an address", async () => {
    location = "http://";
    await expect(openFake(server, { credentials }).readBlob(DESCRIPTOR)).rejects.toMatchObject({
      code: "unexpected-answer",
    });
  });

  test("after five", async () => {
    location = "/loop";
    await expect(openFake(server, { credentials }).readBlob(DESCRIPTOR)).rejects.toMatchObject({
      code: "too-many-redirects",
    });
    expect(server.seen.filter(({ path }) => path === "/loop")).toHaveLength(5);
  });
});

test("what the storage refuses is said without the signed address", async () => {
  location = `http://${storage.host}/gone?X-Amz-Signature=SIGNED`;
  const source = openFake(server, { credentials, allowedPrivateHosts: [storage.host] });
  const failure = await source.readBlob(DESCRIPTOR).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "blob-unknown" });
  expect(String(failure)).toContain(storage.host);
  expect(String(failure)).not.toContain("SIGNED");
});
