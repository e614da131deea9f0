import { beforeAll, describe, expect, test } from "@jest/globals";
import type { InventoryPackage } from "../../../core/contract/inventory.ts";
import { entryOf, findingOf, npmPackage } from "../../adapters/sqlite/entries.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";

const COMPARE = "/v1/organizations/demo/compare";
const base = npmPackage("base", "1.0.0");
const before = npmPackage("lodash", "4.17.20", 1);
const after = npmPackage("lodash", "4.17.21", 1);
const added = npmPackage("<b>added", "1.0.0", 1);
const first = entryOf(1, [base, before], [findingOf(before, "CVE-1"), findingOf(base, "CVE-2")]);
const second = entryOf(2, [base, after, added], [findingOf(base, "CVE-2")], {
  repository: "other/app",
});
const queued = entryOf(3, [], [], { state: "queued", vulnerabilities: null });
const from = first.image.imageId;
const to = second.image.imageId;

let api: ApiFixture;

beforeAll(async () => {
  api = await createApiFixture();
  await api.publish("demo", [first, second, { ...queued, inventory: undefined }]);
});

async function get(path: string, query: Record<string, string>) {
  const response = await api.call({ path, query, token: api.tokens.member });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

describe("two images", () => {
  test("in numbers", async () => {
    const { status, body } = await get(COMPARE, { from, to });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: { imageId: from },
      to: { imageId: to, repository: "other/app" },
      packages: { added: 1, removed: 0, upgraded: 1, downgraded: 0, changed: 0, unchanged: 1 },
      vulnerabilities: { new: { high: 0 }, fixed: { high: 1 }, unchanged: { high: 1 } },
      size: { from: 1000, to: 1000, shared: 0 },
    });
  });

  test("packages, page by page and by what became of them", async () => {
    const page = await get(`${COMPARE}/packages`, { from, to, limit: "1" });
    expect(page.body["items"]).toMatchObject([{ change: "added", name: "<b>added", from: null }]);
    const cursor = String(page.body["nextCursor"]);
    const next = await get(`${COMPARE}/packages`, { from, to, limit: "1", cursor });
    expect(next.body).toMatchObject({
      items: [{ change: "upgraded", from: { version: "4.17.20" }, to: { version: "4.17.21" } }],
      nextCursor: null,
    });
    const upgraded = await get(`${COMPARE}/packages`, { from, to, change: "upgraded" });
    expect(upgraded.body["items"]).toHaveLength(1);
    const other = await get(`${COMPARE}/packages`, { from: to, to: from, cursor });
    expect(other.status).toBe(400);
  });

  test("vulnerabilities by what became of them", async () => {
    const fixed = await get(`${COMPARE}/vulnerabilities`, { from, to, change: "fixed" });
    expect(fixed.body["items"]).toMatchObject([
      { id: "CVE-1", severity: "high", packages: [{ version: "4.17.20" }] },
    ]);
    const low = await get(`${COMPARE}/vulnerabilities`, { from, to, severity: "low" });
    expect(low.body["items"]).toEqual([]);
  });

  test("an image with itself differs in nothing", async () => {
    const { body } = await get(COMPARE, { from, to: from });
    expect(body).toMatchObject({ packages: { unchanged: 2 }, configuration: [] });
    expect((await get(`${COMPARE}/packages`, { from, to: from })).body["items"]).toEqual([]);
  });

  test.each([
    ["no such image", { from, to: "0".repeat(32) }, 404, "image-not-found"],
    ["not analysed", { from, to: queued.image.imageId }, 404, "not-analyzed"],
    ["no identifier", { from, to: "../x" }, 400, "invalid-request"],
    ["one alone", { from }, 400, "invalid-request"],
  ])("%s", async (_, query, status, code) => {
    const answer = await get(COMPARE, query);
    expect(answer.status).toBe(status);
    expect(answer.body["type"]).toBe(`urn:ecr-scout:problem:${code}`);
  });
});

describe("20,000 packages", () => {
  function many(minor: number): InventoryPackage[] {
    return Array.from({ length: 20_000 }, (_, index) => npmPackage(`p${index}`, `1.${minor}.0`));
  }

  test("are compared in pages", async () => {
    const [old, young] = [entryOf(11, many(1)), entryOf(12, many(2))];
    const own = await createApiFixture();
    await own.publish("demo", [old, young]);
    const query = { from: old.image.imageId, to: young.image.imageId };
    const token = own.tokens.member;
    const whole = await own.call({ path: COMPARE, query, token });
    expect(whole.json()).toMatchObject({ packages: { upgraded: 20_000, unchanged: 0 } });
    expect(whole.body.length).toBeLessThan(10_000);
    const page = await own.call({ path: `${COMPARE}/packages`, query, token });
    expect((page.json() as { items: unknown[] }).items).toHaveLength(50);
  }, 20_000);
});
