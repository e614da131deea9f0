import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  openCertificateAuthority,
  type CertificateAuthority,
} from "../../local/certificate-authority.ts";
import { startGateway, type Gateway } from "../../local/gateway.ts";

const NAME = "api.example.test";
const MEMBERS = { owner: { token: "o" }, editor: { token: "e" }, member: { token: "m" } };
let directory: string;
let authority: CertificateAuthority;
let gateway: Gateway;
let seen: { function: string; event: APIGatewayProxyEvent }[];

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "gateway-"));
  authority = await openCertificateAuthority(directory);
  seen = [];
  const record = (name: string) => (event: APIGatewayProxyEvent) => {
    seen.push({ function: name, event });
    return Promise.resolve({
      statusCode: 207,
      headers: { "x-one": "1" },
      multiValueHeaders: { "x-two": ["a", "b"] },
      body: "Zm9v",
      isBase64Encoded: true,
    });
  };
  gateway = await startGateway({
    port: 0,
    publicName: NAME,
    authority,
    pushEvent: record("push-event"),
    setupEndpoint: record("setup-endpoint"),
    api: record("api"),
    credentials: () => MEMBERS,
    site: {
      serve(_request, response, target) {
        response.end(`page ${target}`);
        return Promise.resolve();
      },
    },
    onError: () => undefined,
  });
});
afterEach(async () => {
  await gateway.close();
  rmSync(directory, { recursive: true, force: true });
});

test("hands a request to the api function as a proxy event, and its answer back", async () => {
  const response = await fetch(`${gateway.url}/v1/things?a=1&a=2&b=3`, {
    method: "POST",
    headers: { authorization: "Bearer x" },
    body: "{}",
  });
  expect(seen[0]).toMatchObject({
    function: "api",
    event: {
      httpMethod: "POST",
      path: "/v1/things",
      body: "{}",
      headers: { authorization: "Bearer x" },
      queryStringParameters: { a: "2", b: "3" },
      multiValueQueryStringParameters: { a: ["1", "2"], b: ["3"] },
    },
  });
  expect(response.status).toBe(207);
  expect(response.headers.get("x-one")).toBe("1");
  expect(response.headers.get("x-two")).toBe("a, b");
  expect(await response.text()).toBe("foo");
});

test.each([
  ["//evil.example/v1/me", "//evil.example/v1/me"],
  ["//", "//"],
  ["http://evil.example/v1/me", "/v1/me"],
  ["*", "/"],
])("takes no part of the address %s for a host", async (target, path) => {
  const { port } = new URL(gateway.url);
  const status = await new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: target, method: "OPTIONS" }, (response) => {
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(207);
  expect(seen).toMatchObject([{ function: "api", event: { path } }]);
});

test.each([
  ["/v1/events", "push-event"],
  ["/v1/setup/0123456789abcdef.token", "setup-endpoint"],
])("serves %s under the public name, over TLS", async (target, name) => {
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    httpsRequest(
      {
        host: "127.0.0.1",
        port: gateway.tlsPort,
        servername: NAME,
        ca: authority.certificate,
        method: "POST",
        path: target,
        headers: { host: NAME },
      },
      (response) => {
        resolve(response.statusCode);
      },
    )
      .on("error", reject)
      .end("{}");
  });
  expect(answer).toBe(207);
  expect(seen[0]?.function).toBe(name);
});

test("refuses a foreign Host header", async () => {
  const { port } = new URL(gateway.url);
  const [status, body] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    httpRequest(
      { host: "127.0.0.1", port, path: "/v1/me", headers: { host: "evil.example" } },
      (response) => {
        void text(response).then((body) => {
          resolve([response.statusCode, body]);
        });
      },
    )
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
  expect(body).toContain("127.0.0.1");
  expect(seen).toEqual([]);
});

test("names the variable that moves a taken port", async () => {
  const { port } = new URL(gateway.url);
  await expect(
    startGateway({
      port: Number(port),
      publicName: NAME,
      authority,
      pushEvent: () => Promise.resolve(undefined),
      setupEndpoint: () => Promise.resolve(undefined),
      api: () => Promise.resolve(undefined),
      credentials: () => undefined,
      onError: () => undefined,
    }),
  ).rejects.toThrow(`Port ${port} is taken by another program.`);
});

test.each(["/", "/o/demo/images", "/v10"])("GET %s is the dashboard's", async (target) => {
  expect(await (await fetch(`${gateway.url}${target}`)).text()).toBe(`page ${target}`);
  expect(seen).toEqual([]);
});

test("the dashboard learns whom people may choose from", async () => {
  const response = await fetch(`${gateway.url}/sign-in.json`);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    kind: "members",
    members: [
      { name: "owner", role: "owner", token: "o" },
      { name: "editor", role: "editor", token: "e" },
      { name: "member", role: "member", token: "m" },
    ],
  });
});

test.each([
  { origin: "http://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:1" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
])("no other site does: %j", async (headers) => {
  const { port } = new URL(gateway.url);
  const body = await new Promise<string>((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: "/sign-in.json", headers }, (response) => {
      void text(response).then(resolve);
    })
      .on("error", reject)
      .end();
  });
  expect(body).toContain("Only the dashboard of this address");
  expect(body).not.toContain("token");
});
