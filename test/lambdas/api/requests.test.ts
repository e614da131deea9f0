import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import { entryOf, findingOf, npmPackage } from "../../adapters/sqlite/entries.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const IMAGES = "/v1/organizations/demo/images";
const lodash = npmPackage("lodash", "4.17.20");
const entry = entryOf(1, [lodash], [findingOf(lodash, "CVE-2021-23337")]);

let api: ApiFixture;

beforeAll(async () => {
  api = await createApiFixture();
  await api.publish("demo", [entry, entryOf(2, []), entryOf(3, [])]);
});

function ask(request: TestRequest) {
  return api.call({ token: api.tokens.owner, ...request });
}

describe("refused requests are problems", () => {
  test.each<[string, TestRequest, number, string]>([
    ["an unknown path", { path: "/v1/nothing" }, 404, "route-not-found"],
    ["a path with an empty segment", { path: "/v1/organizations//images" }, 404, "route-not-found"],
    ["a broken escape", { path: `${IMAGES}/%E0%A4%A` }, 404, "route-not-found"],
    ["another method", { method: "DELETE", path: IMAGES }, 405, "method-not-allowed"],
    ["a method of another path", { method: "PUT", path: IMAGES }, 405, "method-not-allowed"],
    ["a limit of 0", { path: IMAGES, query: { limit: "0" } }, 400, "invalid-request"],
    ["a limit of 501", { path: IMAGES, query: { limit: "501" } }, 400, "invalid-request"],
    ["a limit in words", { path: IMAGES, query: { limit: "ten" } }, 400, "invalid-request"],
    ["an unknown parameter", { path: IMAGES, query: { colour: "red" } }, 400, "invalid-request"],
    ["a parameter twice", { path: IMAGES, query: { tag: ["a", "b"] } }, 400, "invalid-request"],
    ["an unknown order", { path: IMAGES, query: { order: "size" } }, 400, "invalid-request"],
    ["a broken cursor", { path: IMAGES, query: { cursor: "AAAA" } }, 400, "invalid-cursor"],
    ["a parameter of none", { path: "/v1/me", query: { limit: "1" } }, 400, "invalid-request"],
    ["an unknown image", { path: `${IMAGES}/${"0".repeat(32)}` }, 404, "image-not-found"],
    ["no identifier", { path: `${IMAGES}/latest` }, 404, "image-not-found"],
    ["no identifier's packages", { path: `${IMAGES}/x/packages` }, 404, "image-not-found"],
    [
      "another format of the SBOM",
      { path: `${IMAGES}/${entry.image.imageId}/sbom`, query: { format: "swid" } },
      400,
      "invalid-request",
    ],
    [
      "a body that is no JSON",
      { method: "POST", path: "/v1/organizations/demo/integrations", body: "{" },
      400,
      "invalid-request",
    ],
    [
      "a body with an unknown field",
      { method: "POST", path: "/v1/organizations/demo/integrations", body: { colour: "red" } },
      400,
      "invalid-request",
    ],
    [
      "an oversized body",
      { method: "POST", path: "/v1/organizations/demo/integrations", body: "x".repeat(300_000) },
      413,
      "too-large",
    ],
  ])("%s", async (_, request, status, code) => {
    const response = await ask(request);
    expect(response.statusCode).toBe(status);
    expect(response.headers).toMatchObject({ "content-type": "application/problem+json" });
    expect(response.json()).toMatchObject({
      type: `urn:ecr-scout:problem:${code}`,
      status,
      requestId: "request-1",
    });
  });

  test("say what is wrong where", async () => {
    const response = await ask({ path: IMAGES, query: { limit: "0", state: "gone" } });
    expect(response.json()).toMatchObject({
      errors: [
        { path: "query.state", message: expect.stringContaining("analyzed") },
        { path: "query.limit", message: expect.any(String) },
      ],
    });
  });

  test("name the formats that there are", async () => {
    const path = `${IMAGES}/${entry.image.imageId}/sbom`;
    const response = await ask({ path, query: { format: "swid" } });
    expect(response.body).toContain('\\"json\\"');
  });

  test("name the methods that there are", async () => {
    const response = await ask({ method: "PATCH", path: "/v1/organizations/demo/integrations" });
    expect(response.headers).toMatchObject({ allow: "GET, POST" });
  });

  test("tell nothing of what failed inside", async () => {
    const broken = await createApiFixture((dependencies) => ({
      ...dependencies,
      models: { read: () => Promise.reject(new Error("secret table name")) },
    }));
    const response = await broken.call({ path: IMAGES, token: broken.tokens.member });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain("secret");
    expect(JSON.stringify(broken.logged)).toContain("request failed");
  });

  test("ask to come again when a store is unavailable", async () => {
    const broken = await createApiFixture((dependencies) => ({
      ...dependencies,
      models: { read: () => Promise.reject(new TransientError("s3-unavailable", "secret host")) },
    }));
    const response = await broken.call({ path: IMAGES, token: broken.tokens.member });
    expect(response.statusCode).toBe(503);
    expect(response.headers).toMatchObject({ "retry-after": "5" });
    expect(response.body).not.toContain("secret");
  });

  test("a token's use that can't be recorded is no reason to refuse it", async () => {
    const broken = await createApiFixture((dependencies) => ({
      ...dependencies,
      members: {
        ...dependencies.members,
        touchToken: () => Promise.reject(new TransientError("dynamodb-unavailable", "down")),
      },
    }));
    const response = await broken.call({ path: "/v1/me", token: broken.tokens.member });
    expect(response.statusCode).toBe(200);
    expect(JSON.stringify(broken.logged)).toContain("use of a token not recorded");
  });
});

describe("every answer", () => {
  test.each([IMAGES, "/v1/openapi.json", "/v1/nothing"])(
    "has security headers: %s",
    async (path) => {
      expect((await ask({ path })).headers).toMatchObject({
        "cache-control": "private, no-cache",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "strict-transport-security": expect.stringContaining("max-age="),
        "x-content-type-options": "nosniff",
      });
    },
  );

  test("is answered by 304 to who has it, until it changes", async () => {
    const own = await createApiFixture();
    await own.publish("demo", [entry]);
    const request = { path: IMAGES, token: own.tokens.member };
    const etag = String((await own.call(request)).headers?.["etag"]);
    for (const header of [etag, `"other", ${etag}`, etag.replace("W/", ""), "*"]) {
      const again = await own.call({ ...request, headers: { "If-None-Match": header } });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
    }
    await own.publish("demo", [entryOf(2, [])]);
    const changed = await own.call({ ...request, headers: { "if-none-match": etag } });
    expect(changed.statusCode).toBe(200);
    expect(changed.headers?.["etag"]).not.toBe(etag);
  });

  test("is compressed for who takes it", async () => {
    const path = "/v1/openapi.json";
    const plain = await ask({ path });
    const packed = await ask({ path, headers: { "Accept-Encoding": "br, gzip;q=0.8" } });
    expect(packed.headers).toMatchObject({ "content-encoding": "gzip" });
    expect(packed.isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(packed.body, "base64")).toString()).toBe(plain.body);
    expect(packed.headers?.["etag"]).toBe(plain.headers?.["etag"]);
    const refused = await ask({ path, headers: { "accept-encoding": "gzip;q=0" } });
    expect(refused.isBase64Encoded).toBeUndefined();
  });

  test("that Lambda can't pass on needs compression", async () => {
    const own = await createApiFixture();
    const many = Array.from({ length: 20_000 }, (_, index) =>
      npmPackage(`package-with-a-long-name-${index}`, "1.0.0", index % 9, {
        licenses: ["Apache-2.0 WITH LLVM-exception"],
      }),
    );
    const big = entryOf(9, many);
    await own.publish("demo", [big]);
    const request = { path: `${IMAGES}/${big.image.imageId}/sbom`, token: own.tokens.member };
    const plain = await own.call(request);
    expect([plain.statusCode, plain.body.includes("Accept-Encoding")]).toEqual([406, true]);
    const packed = await own.call({ ...request, headers: { "accept-encoding": "gzip" } });
    expect(packed.statusCode).toBe(200);
    const sbom = gunzipSync(Buffer.from(packed.body, "base64")).toString();
    expect((JSON.parse(sbom) as { packages: unknown[] }).packages).toHaveLength(20_000);
  });
});
