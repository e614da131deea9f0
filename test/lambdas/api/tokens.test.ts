import { beforeEach, describe, expect, test } from "@jest/globals";
import type { CreatedToken, TokenSummary } from "../../../core/contract/api-tokens.ts";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { matchRoute } from "../../../lambdas/api/match-route.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const TOKENS = "/v1/organizations/demo/tokens";

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
});

/** As the editor, unless told otherwise. The answer fits its schema. */
async function ask(request: Partial<TestRequest>) {
  const whole = { token: api.tokens.editor, path: TOKENS, ...request };
  const response = await api.call(whole);
  const body = response.json() as Record<string, unknown>;
  if (response.statusCode < 300) {
    const { route } = matchRoute(routes, whole.method ?? "GET", whole.path);
    expect(route.response.parse(body)).toEqual(body);
  }
  return { status: response.statusCode, body };
}

async function make(body: object = {}, role: Role = "editor"): Promise<CreatedToken> {
  const token = api.tokens[role];
  const made = await ask({ method: "POST", body: { name: "CI", ...body }, token });
  expect(made.status).toBe(201);
  return made.body as unknown as CreatedToken;
}

async function listed(request: Partial<TestRequest> = {}): Promise<readonly TokenSummary[]> {
  return ((await ask(request)).body as { items: TokenSummary[] }).items;
}

const statusOf = async (path: string, token: string) =>
  (await api.call({ path, token })).statusCode;
const revoke = (tokenId: string, role: Role) =>
  ask({ method: "DELETE", path: `${TOKENS}/${tokenId}`, token: api.tokens[role] });

describe("a personal access token", () => {
  test("is shown once, and only its hash is kept", async () => {
    const { token, ...summary } = await make({ scope: "write", expiresInDays: 30 });
    expect(token).toMatch(/^scout_pat_[0-9a-f]{20}_[A-Za-z0-9_-]{43}$/);
    expect(summary).toMatchObject({
      name: "CI",
      scope: "write",
      createdAt: "2026-05-01T12:00:00.000Z",
      expiresAt: "2026-05-31T12:00:00.000Z",
      lastUsedAt: null,
    });
    const secret = token.slice(-43);
    expect(JSON.stringify([...api.members.tokens])).not.toContain(secret);
    expect(JSON.stringify(await listed())).not.toContain(secret);
    expect(JSON.stringify([api.audit.rows, api.logged])).not.toContain(secret);
    expect(await statusOf("/v1/me", token)).toBe(200);
    expect((await listed()).find(({ tokenId }) => tokenId === summary.tokenId)).toMatchObject({
      lastUsedAt: "2026-05-01T12:00:00.000Z",
    });
  });

  test("reads only, for 90 days, unless more is asked for", async () => {
    const { scope, expiresAt } = await make();
    expect([scope, expiresAt]).toEqual(["read", "2026-07-30T12:00:00.000Z"]);
  });

  test.each([
    {},
    { name: "" },
    { name: " " },
    { name: "two\nlines" },
    { name: "n".repeat(101) },
    { name: "CI", scope: "admin" },
    { name: "CI", expiresInDays: 0 },
    { name: "CI", expiresInDays: 366 },
    { name: "CI", expiresInDays: 1.5 },
    { name: "CI", role: "owner" },
  ])("is not made of %j", async (body) => {
    expect((await ask({ method: "POST", body })).status).toBe(400);
  });

  test.each([1, 365])("may live for %d days", async (expiresInDays) => {
    await make({ expiresInDays });
  });

  test("that reads has the role member and changes nothing", async () => {
    const { token } = await make({ scope: "read" }, "owner");
    expect(await statusOf("/v1/organizations/demo/images", token)).toBe(200);
    expect(await statusOf("/v1/organizations/demo/audit", token)).toBe(403);
    const me = await api.call({ path: "/v1/me", token });
    expect(me.json()).toMatchObject({ organizations: [{ role: "member" }] });
    const refused = await ask({ method: "POST", body: { name: "more" }, token });
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("read") },
    });
  });

  test("that writes may what its owner may, at each time", async () => {
    const { token } = await make({ scope: "write" }, "owner");
    const path = "/v1/organizations/demo/integrations";
    expect(await statusOf("/v1/organizations/demo/audit", token)).toBe(200);
    for (const [key, member] of api.members.members) {
      api.members.members.set(key, { ...member, role: "editor" });
    }
    expect((await ask({ method: "POST", path, body: {}, token })).status).toBe(403);
  });

  test("is one of fifty at most", async () => {
    for (let made = 1; made < 50; made += 1) await make();
    const refused = await ask({ method: "POST", body: { name: "CI" } });
    expect(refused.body).toMatchObject({ type: "urn:ecr-scout:problem:too-many-tokens" });
    await make({}, "owner");
    const [first] = [...api.members.tokens.values()].filter(({ name }) => name === "CI");
    if (first) api.members.tokens.set(first.tokenId, { ...first, expiresAt: first.createdAt });
    await make();
  });
});

describe("the list of tokens", () => {
  test("has one's own, those that an operator made among them", async () => {
    const { tokenId } = await make();
    await make({}, "owner");
    const own = await listed();
    expect(own).toHaveLength(2);
    expect(own.find((token) => token.tokenId === tokenId)).toMatchObject({ name: "CI" });
    expect(own.find(({ name }) => name === null)).toMatchObject({
      scope: "write",
      expiresAt: null,
    });
  });

  test("has everyone's, for owners", async () => {
    await make();
    const query = { of: "everyone" };
    expect(await listed({ query, token: api.tokens.owner })).toHaveLength(4);
    expect((await ask({ query })).status).toBe(403);
    expect((await ask({ query: { of: "others" } })).status).toBe(400);
  });
});

describe("revoking a token", () => {
  test("is for its owner: it opens nothing from then on", async () => {
    const { token, tokenId } = await make();
    expect(await revoke(tokenId, "member")).toMatchObject({ status: 404 });
    expect(await revoke(tokenId, "editor")).toEqual({
      status: 200,
      body: { tokenId, name: "CI", revokedAt: "2026-05-01T12:00:00.000Z" },
    });
    expect(await statusOf("/v1/me", token)).toBe(401);
    expect(await revoke(tokenId, "editor")).toMatchObject({ status: 404 });
  });

  test("is for owners of the organization, and of no other", async () => {
    const { tokenId } = await make();
    const path = `/v1/organizations/other/tokens/${tokenId}`;
    const foreign = await ask({ method: "DELETE", path, token: api.foreignToken });
    expect(foreign.body).toMatchObject({ type: "urn:ecr-scout:problem:token-not-found" });
    expect((await revoke(tokenId, "owner")).status).toBe(200);
  });
});
