import { afterEach, describe, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { digestOf } from "../../fixtures/image-builder.ts";
import {
  type Answer,
  type FakeServer,
  fixed,
  inTurn,
  openFake,
  readAll,
  startServer,
} from "./fake-registry.ts";

const MANIFEST = Buffer.from("{}");
const LATEST = "/v2/team/app/manifests/latest";
const BLOB = randomBytes(9_000);
const DESCRIPTOR = { mediaType: "x", digest: digestOf(BLOB), size: BLOB.length };
const BLOB_PATH = `/v2/team/app/blobs/${DESCRIPTOR.digest}`;

let server: FakeServer;
afterEach(async () => {
  await server.close();
});

describe("an answer", () => {
  test.each([
    [400, "PermanentError", "unexpected-answer", 1],
    [403, "PermanentError", "access-denied", 1],
    [404, "PermanentError", "manifest-unknown", 1],
    [408, "TransientError", "registry-error", 4],
    [429, "TransientError", "throttled", 4],
    [500, "TransientError", "registry-error", 4],
    [503, "TransientError", "registry-error", 4],
    [204, "PermanentError", "unexpected-answer", 1],
  ])("%i is a %s %s after %i requests", async (status, name, code, requests) => {
    server = await startServer({ [LATEST]: fixed(status) });
    await expect(openFake(server).readManifest("latest")).rejects.toMatchObject({ name, code });
    expect(server.seen).toHaveLength(requests);
  });

  test("404 for a blob is blob-unknown", async () => {
    server = await startServer({});
    await expect(openFake(server).readBlob(DESCRIPTOR)).rejects.toMatchObject({
      code: "blob-unknown",
    });
  });

  test("of a fault and then the content is the content", async () => {
    server = await startServer({ [LATEST]: inTurn(fixed(502), fixed(429), fixed(200, MANIFEST)) });
    const source = openFake(server);
    expect((await source.readManifest("latest")).bytes).toEqual(MANIFEST);
    expect(source.waits).toHaveLength(2);
  });

  test("that says how long to wait is obeyed", async () => {
    server = await startServer({
      [LATEST]: inTurn(fixed(429, "", { "retry-after": "3" }), fixed(200, MANIFEST)),
    });
    const source = openFake(server);
    await source.readManifest("latest");
    expect(source.waits).toEqual([3000]);
  });

  test.each([
    ["3600", 3600],
    ["Sat, 21 Nov 2026 13:00:00 GMT", 3600],
  ])("that wants a long wait (%s) is left to the caller", async (value, retryAfterSeconds) => {
    server = await startServer({ [LATEST]: fixed(503, "", { "retry-after": value }) });
    const source = openFake(server, { now: () => new Date("2026-11-21T12:00:00Z") });
    await expect(source.readManifest("latest")).rejects.toMatchObject({ retryAfterSeconds });
    expect(server.seen).toHaveLength(1);
  });

  test("is told in the registry's own words, on one line", async () => {
    const body = JSON.stringify({
      errors: [{ code: "DENIED", message: "not\nyours\u001b[31m" }],
    });
    server = await startServer({ [LATEST]: fixed(403, body) });
    await expect(openFake(server).readManifest("latest")).rejects.toThrow(
      /It says: DENIED not yours \[31m$/,
    );
  });
});

describe("a connection", () => {
  test("that is refused is unreachable, after retries", async () => {
    server = await startServer({});
    const source = openFake(server);
    await server.close();
    await expect(source.readManifest("latest")).rejects.toMatchObject({
      name: "TransientError",
      code: "unreachable",
    });
    expect(source.waits).toHaveLength(3);
    server = await startServer({});
  });

  test("that stalls before the headers is a stall", async () => {
    server = await startServer({ [LATEST]: () => undefined });
    const source = openFake(server, { timeouts: { headers: 50 }, attempts: 1 });
    await expect(source.readManifest("latest")).rejects.toMatchObject({ code: "stalled" });
  });

  test("that stalls in every body is a stall", async () => {
    server = await startServer({
      [BLOB_PATH]: (request, response) => {
        const from = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
        const status = from === 0 ? 200 : 206;
        response.writeHead(status, rangeHeaders(from));
        response.write(BLOB.subarray(from, from + 1000));
      },
    });
    const source = openFake(server, { timeouts: { stall: 50 }, attempts: 2 });
    const reading = readAll(await source.readBlob(DESCRIPTOR));
    await expect(reading).rejects.toMatchObject({ name: "TransientError", code: "stalled" });
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, "bytes=1000-"]);
  });

  test("that breaks in the body is resumed where it broke", async () => {
    server = await startServer({ [BLOB_PATH]: inTurn(breakAfter(4_000), rest) });
    expect(await readAll(await openFake(server).readBlob(DESCRIPTOR))).toEqual(BLOB);
    expect(server.seen).toHaveLength(2);
  });

  test("that breaks before the first byte of the body is made again", async () => {
    server = await startServer({ [BLOB_PATH]: inTurn(breakAfter(0), fixed(200, BLOB)) });
    expect(await readAll(await openFake(server).readBlob(DESCRIPTOR))).toEqual(BLOB);
  });

  test.each([
    ["sends the whole again", fixed(200, BLOB)],
    [
      "sends another part",
      fixed(206, BLOB.subarray(5), { "content-range": `bytes 5-${BLOB.length - 1}/*` }),
    ],
  ])("that breaks is given up where the server %s", async (_name, second) => {
    server = await startServer({ [BLOB_PATH]: inTurn(breakAfter(4_000), second) });
    const reading = readAll(await openFake(server).readBlob(DESCRIPTOR));
    await expect(reading).rejects.toMatchObject({ name: "TransientError", code: "unreachable" });
  });

  test("that breaks while nobody reads is told to who reads later", async () => {
    server = await startServer({ [BLOB_PATH]: breakAfter(4_000) });
    const blob = await openFake(server, { attempts: 1 }).readBlob(DESCRIPTOR);
    await setTimeout(200);
    await expect(readAll(blob)).rejects.toMatchObject({ code: "unreachable" });
  });

  test("that breaks in a manifest is made again", async () => {
    const broken: Answer = (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    };
    server = await startServer({ [LATEST]: inTurn(broken, fixed(200, MANIFEST)) });
    expect((await openFake(server).readManifest("latest")).bytes).toEqual(MANIFEST);
  });
});

function breakAfter(bytes: number): Answer {
  return (_request, response) => {
    response.writeHead(200, { "content-length": BLOB.length });
    response.flushHeaders();
    // The client gets what was written before the connection ends.
    response.write(BLOB.subarray(0, bytes), () => {
      void setTimeout(50).then(() => response.destroy());
    });
  };
}

const rest: Answer = (request, response) => {
  const from = Number(/\d+/.exec(request.headers.range ?? "")?.[0]);
  response.writeHead(206, rangeHeaders(from)).end(BLOB.subarray(from));
};

function rangeHeaders(from: number): Record<string, string> {
  return { "content-range": `bytes ${from}-${BLOB.length - 1}/${BLOB.length}` };
}
