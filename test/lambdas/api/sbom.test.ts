import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { beforeAll, expect, test } from "@jest/globals";
import type { SpdxDocument } from "../../../core/formats/spdx-document.ts";
import { openApiDocument } from "../../../lambdas/api/openapi.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { entryOf, npmPackage } from "../../adapters/sqlite/entries.ts";
import { breachesOf } from "../../core/formats/spdx-rules.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const entry = entryOf(1, [npmPackage("lodash", "4.17.20")]);
const { image } = entry;
const path = `/v1/organizations/demo/images/${image.imageId}/sbom`;
const TEMPLATE = "/v1/organizations/{organization}/images/{imageId}/sbom";

let api: ApiFixture;
beforeAll(async () => {
  api = await createApiFixture();
  await api.publish("demo", [entry]);
});

function ask(format: string, headers: Record<string, string> = {}) {
  return api.call({ token: api.tokens.member, path, query: { format }, headers });
}

test.each([
  ["json", "application/json", undefined],
  ["cyclonedx", "application/vnd.cyclonedx+json; version=1.6", ".cdx.json"],
  ["spdx", "application/spdx+json", ".spdx.json"],
])("%s is %s, a file that ends in %s", async (format, mediaType, suffix) => {
  const { statusCode, headers } = await ask(format);
  expect(statusCode).toBe(200);
  expect(headers?.["content-type"]).toBe(mediaType);
  const name = `team-app-${image.digest.slice(7, 19)}${suffix}`;
  expect(headers?.["content-disposition"]).toBe(
    suffix === undefined ? undefined : `attachment; filename="${name}"`,
  );
});

test("CycloneDX is valid and of this image", async () => {
  const { body } = await ask("cyclonedx");
  expect(await new JsonStrictValidator(Version.v1dot6).validate(body)).toBeNull();
  expect(JSON.parse(body)).toMatchObject({
    metadata: {
      timestamp: image.analyzedAt,
      component: { name: `${image.registry}/${image.repository}` },
    },
    components: [{ name: "lodash", version: "4.17.20" }],
  });
});

test("SPDX is valid and of this image", async () => {
  const document = JSON.parse((await ask("spdx")).body) as SpdxDocument;
  expect(breachesOf(document)).toEqual([]);
  expect(document.name).toBe(`${image.registry}/${image.repository}`);
  expect(document.packages.map(({ name }) => name)).toContain("lodash");
});

test.each(["cyclonedx", "spdx"])(
  "%s has the same bytes again, and an ETag of them",
  async (format) => {
    const first = await ask(format);
    expect((await ask(format)).body).toBe(first.body);
    const etag = String(first.headers?.["etag"]);
    expect((await ask(format, { "if-none-match": etag })).statusCode).toBe(304);
  },
);

test("the OpenAPI document names the media types", () => {
  const { paths } = openApiDocument(routes, "https://scout.example") as {
    paths: Record<string, { get: { responses: { 200: { content: object } } } }>;
  };
  expect(Object.keys(paths[TEMPLATE]?.get.responses[200].content ?? {})).toEqual([
    "application/json",
    "application/vnd.cyclonedx+json; version=1.6",
    "application/spdx+json",
  ]);
});
