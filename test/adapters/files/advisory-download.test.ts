import { createServer, type RequestListener, type Server } from "node:http";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { downloadOsvArchive } from "../../../adapters/files/advisory-download.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";

let directory: string;
let server: Server | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisory-download-"));
});
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** Serves on 127.0.0.1 and gives where an ecosystem's archive is. */
async function serve(listener: RequestListener): Promise<(ecosystem: string) => string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const { port } = started.address() as AddressInfo;
  return (ecosystem) => `http://127.0.0.1:${port}/${ecosystem}/all.zip`;
}

test("writes the archive when it is complete and tells how far it is", async () => {
  const urlOf = await serve((_request, response) => response.end("archive"));
  const path = join(directory, "all.zip");
  const progress: unknown[] = [];
  const url = await downloadOsvArchive("npm", path, {
    urlOf,
    onProgress: (at) => progress.push(at),
  });
  expect(url).toBe(urlOf("npm"));
  expect(readFileSync(path, "utf8")).toBe("archive");
  expect(progress.at(-1)).toEqual({ bytes: 7, totalBytes: 7 });
});

test.each([
  [
    "there is no such ecosystem",
    PermanentError,
    "OSV publishes no ecosystem Debbian",
    (request, response) => {
      response.writeHead(404).end(request.url);
    },
  ],
  [
    "the server has a fault",
    TransientError,
    "the server answered 503",
    (_request, response) => {
      response.writeHead(503).end();
    },
  ],
  [
    "the connection breaks off",
    TransientError,
    "could not be downloaded",
    (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("begin", () => response.destroy());
    },
  ],
  ["the server says nothing", TransientError, "could not be downloaded", () => undefined],
] as [string, new (...values: never[]) => Error, string, RequestListener][])(
  "leaves nothing behind when %s",
  async (_name, kind, message, listener) => {
    const urlOf = await serve(listener);
    const path = join(directory, "all.zip");
    const failure: unknown = await downloadOsvArchive("Debbian:12", path, {
      urlOf,
      timeoutMs: 300,
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(kind);
    expect(failure).toMatchObject({ message: expect.stringContaining(message) });
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(directory)).toEqual([]);
  },
);
