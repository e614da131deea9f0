import { beforeAll, describe, expect, test } from "@jest/globals";
import { ROLES, type Role } from "../../../core/contract/vocabulary.ts";
import type { Route } from "../../../lambdas/api/route.ts";
import { routes } from "../../../lambdas/api/routes.ts";
import { type ApiFixture, createApiFixture, unknownToken } from "./api-fixture.ts";

/** The only addresses outside an organization: a new one must be put here on purpose. */
const OUTSIDE = ["/v1/openapi.json", "/v1/brand", "/v1/me", "/v1/invitations/{token}"];

/** What members may change: what is theirs alone. */
const OF_MEMBERS = [
  "POST /v1/organizations/{organization}/tokens",
  "DELETE /v1/organizations/{organization}/tokens/{tokenId}",
];

let api: ApiFixture;

beforeAll(async () => {
  api = await createApiFixture();
});

function pathOf(route: Route, organization: string): string {
  return route.path.replace("{organization}", organization).replaceAll(/\{\w+\}/g, "0".repeat(32));
}

const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const guarded = named.filter(([, route]) => route.access !== "public");
const ofOrganizations = named.filter(([, route]) => route.path.includes("{organization}"));
const changing = named.filter(([, route]) => route.method !== "GET");
const restricted = ofOrganizations.filter(([, route]) => route.access !== "member");

describe("every route has a rule", () => {
  test.each(named)("%s", (_, route) => {
    const isOutside = OUTSIDE.includes(route.path);
    const rules: readonly unknown[] = isOutside ? ["public", "authenticated"] : ROLES;
    expect(rules).toContain(route.access);
    expect(isOutside || route.path.startsWith("/v1/organizations/{organization}/")).toBe(true);
  });

  test("only the description and the brand are public", () => {
    const open = routes.filter((route) => route.access === "public");
    expect(open.map((route) => route.path)).toEqual(["/v1/openapi.json", "/v1/brand"]);
  });

  test("what changes something needs more than membership", () => {
    const ofMembers = changing.filter(([, { access }]) => access === "member");
    expect(ofMembers.map(([name]) => name)).toEqual(OF_MEMBERS);
    expect(changing.map(([, { access }]) => access)).not.toContain("public");
    const owners = routes.filter((route) => route.path.includes("/integrations"));
    const rules = owners.map(({ method, path, access }) => [method, path.split("/").pop(), access]);
    expect(rules.filter(([method]) => method !== "GET")).toEqual([
      ["POST", "integrations", "owner"],
      ["PATCH", "{integrationId}", "owner"],
      ["DELETE", "{integrationId}", "owner"],
      ["POST", "refresh", "editor"],
      ["POST", "check", "editor"],
      ["POST", "rotate", "owner"],
      ["POST", "approve", "owner"],
    ]);
  });

  test("no two are for the same method and path", () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(routes.length);
  });
});

describe("without a valid token: 401", () => {
  test.each(guarded)("%s", async (_, route) => {
    const request = { method: route.method, path: pathOf(route, "demo") };
    const wrongSecret = api.tokens.owner.slice(0, -4) + "AAAA";
    for (const token of [undefined, "", "nonsense", unknownToken(), wrongSecret]) {
      const response = await api.call({ ...request, ...(token !== undefined && { token }) });
      expect(response.statusCode).toBe(401);
      expect(response.headers).toMatchObject({ "www-authenticate": "Bearer" });
    }
    const basic = { authorization: `Basic ${api.tokens.owner}` };
    expect((await api.call({ ...request, headers: basic })).statusCode).toBe(401);
  });
});

describe("of another organization, and of none: the same 404", () => {
  test.each(ofOrganizations)("%s", async (_, route) => {
    const { method } = route;
    const foreign = { method, token: api.foreignToken };
    const refused = await api.call({ ...foreign, path: pathOf(route, "demo") });
    const missing = await api.call({ ...foreign, path: pathOf(route, "nobody") });
    expect(refused.statusCode).toBe(404);
    expect(refused.json()).toMatchObject({ type: "urn:ecr-scout:problem:organization-not-found" });
    expect(missing.body).toBe(refused.body);
  });
});

describe("of a lesser role: 403", () => {
  test.each(restricted)("%s", async (_, route) => {
    const lesser = ROLES.slice(ROLES.indexOf(route.access as Role) + 1);
    expect(lesser.length).toBeGreaterThan(0);
    for (const role of lesser) {
      const request = { method: route.method, path: pathOf(route, "demo") };
      const response = await api.call({ ...request, token: api.tokens[role] });
      expect(response.statusCode).toBe(403);
    }
  });
});

describe("of the role that it needs, and of every greater one: not refused", () => {
  test.each(ofOrganizations)("%s", async (_, route) => {
    for (const role of ROLES.slice(0, ROLES.indexOf(route.access as Role) + 1)) {
      const request = { method: route.method, path: pathOf(route, "demo") };
      const response = await api.call({ ...request, token: api.tokens[role] });
      expect([401, 403, 500]).not.toContain(response.statusCode);
      expect(response.body).not.toContain("organization-not-found");
    }
  });
});

describe("of a token that only reads", () => {
  const reading = new Map<Role, string>();

  beforeAll(async () => {
    for (const role of ROLES) {
      const body = { name: "reading", scope: "read" };
      const path = "/v1/organizations/demo/tokens";
      const made = await api.call({ method: "POST", path, body, token: api.tokens[role] });
      reading.set(role, (made.json() as { token: string }).token);
    }
  });

  test.each(changing)("whatever its owner's role, changes nothing: %s", async (_, route) => {
    const request = { method: route.method, path: pathOf(route, "demo") };
    for (const role of ROLES) {
      const response = await api.call({ ...request, token: reading.get(role) ?? "" });
      expect(response.statusCode).toBe(403);
    }
  });

  test.each(restricted)("an owner's, has the role member: %s", async (_, route) => {
    const request = { method: route.method, path: pathOf(route, "demo") };
    const response = await api.call({ ...request, token: reading.get("owner") ?? "" });
    expect(response.statusCode).toBe(403);
  });
});

describe("the role is the store's, at each request", () => {
  test("a member who was made less is refused at once", async () => {
    const own = await createApiFixture();
    const request = { method: "POST", path: "/v1/organizations/demo/integrations" };
    const ask = () => own.call({ ...request, token: own.tokens.owner });
    expect((await ask()).statusCode).toBe(201);
    for (const [key, member] of own.members.members) {
      own.members.members.set(key, { ...member, role: "member" });
    }
    expect((await ask()).statusCode).toBe(403);
    own.members.members.clear();
    expect((await ask()).statusCode).toBe(404);
  });

  test("a token counts in its own organization only, whatever its owner is elsewhere", async () => {
    const own = await createApiFixture();
    await own.members.createMember({
      issuer: "ecr-scout",
      subject: "other/owner",
      organizationId: "demo",
      role: "owner",
      name: "owner",
      createdAt: "2026-05-01T12:00:00.000Z",
    });
    const token = own.foreignToken;
    expect((await own.call({ path: "/v1/organizations/demo/images", token })).statusCode).toBe(404);
    expect((await own.call({ path: "/v1/me", token })).json()).toMatchObject({
      organizations: [{ organizationId: "other" }],
    });
  });

  test("an expired token is refused, a token's use is recorded", async () => {
    const own = await createApiFixture();
    const ask = () => own.call({ path: "/v1/me", token: own.tokens.owner });
    expect((await ask()).statusCode).toBe(200);
    const used = [...own.members.tokens.values()].filter((token) => token.lastUsedAt !== undefined);
    expect(used.map((token) => token.lastUsedAt)).toEqual(["2026-05-01T12:00:00.000Z"]);
    for (const [id, token] of own.members.tokens) {
      own.members.tokens.set(id, { ...token, expiresAt: "2026-05-01T12:00:00.000Z" });
    }
    expect((await ask()).statusCode).toBe(401);
  });
});
