import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createDashboardSite } from "../../local/dashboard-site.ts";

let directory: string;
let server: Server;
let url: string;

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "site-"));
  const built = path.join(directory, "dist");
  mkdirSync(path.join(built, "assets"), { recursive: true });
  writeFileSync(path.join(directory, "secret.json"), "{}");
  writeFileSync(path.join(built, "index.html"), "<title>The page</title>");
  writeFileSync(path.join(built, "assets/a-0123.js"), "run()");
  const site = createDashboardSite(built);
  server = createServer((request, response) => {
    void site.serve(request, response, (request.url ?? "/").split("?", 1)[0] ?? "/");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

const page = { headers: { accept: "text/html" } };

test.each(["/", "/o/demo/images", "/o/demo/images/1.2", "/signed-in?code=1"])(
  "%s is the application",
  async (target) => {
    const response = await fetch(`${url}${target}`, page);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(await response.text()).toContain("The page");
  },
);

test("pages run no inline script or style, and are in no frame", async () => {
  const policy = (await fetch(url, page)).headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
});

test.each([
  ["br", "br"],
  ["gzip", "gzip"],
  ["identity", null],
])("an asset is sent as %s, for ever", async (taken, coding) => {
  const response = await fetch(`${url}/assets/a-0123.js`, {
    headers: { "accept-encoding": taken },
  });
  expect(response.headers.get("content-encoding")).toBe(coding);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(await response.text()).toBe("run()");
});

test("who has it already gets no body", async () => {
  const etag = (await fetch(url, page)).headers.get("etag") ?? "";
  const again = await fetch(url, { headers: { ...page.headers, "if-none-match": etag } });
  expect(again.status).toBe(304);
});

test.each([
  ["/assets/missing.js", page],
  ["/missing.json", {}],
  ["/%2e%2e/secret.json", {}],
  ["/..%2fsecret.json", {}],
])("%s is not there", async (target, init) => {
  expect((await fetch(`${url}${target}`, init)).status).toBe(404);
});

test("says how to build what was not built", async () => {
  rmSync(path.join(directory, "dist/index.html"));
  const response = await fetch(url, page);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("npm run dashboard");
});
