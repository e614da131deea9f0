import { beforeEach, describe, expect, test } from "@jest/globals";
import type { MemberSummary } from "../../../core/contract/api-members.ts";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { memberIdOf } from "../../../core/members/member-id.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";

const MEMBERS = "/v1/organizations/demo/members";

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture();
});

/** As the owner, unless told otherwise. */
async function ask(request: Partial<TestRequest>) {
  const response = await api.call({ token: api.tokens.owner, path: MEMBERS, ...request });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

const named = (name: string) => memberIdOf({ issuer: "ecr-scout", subject: `demo/${name}` });
const pathOf = (name: string) => `${MEMBERS}/${named(name)}`;

function give(name: string, role: Role, token = api.tokens.owner) {
  return ask({ method: "PATCH", path: pathOf(name), body: { role }, token });
}

async function rolesNow(): Promise<Record<string, Role>> {
  const { items } = (await ask({})).body as { items: MemberSummary[] };
  return Object.fromEntries(items.map(({ name, role }) => [name, role]));
}

describe("members", () => {
  test("see each other, page by page", async () => {
    const first = await ask({ token: api.tokens.member, query: { limit: "2" } });
    expect(first.body).toMatchObject({
      asOf: null,
      items: [
        {
          memberId: named("editor"),
          name: "editor",
          role: "editor",
          issuer: "ecr-scout",
          subject: "demo/editor",
        },
        { name: "member" },
      ],
    });
    const query = { limit: "2", cursor: String(first.body["nextCursor"]) };
    const rest = await ask({ query });
    expect(rest.body).toMatchObject({ items: [{ name: "owner" }], nextCursor: null });
    expect((await ask({ query: { cursor: "AAAA" } })).status).toBe(400);
  });

  test("get another role at once, as often as it is said", async () => {
    expect(await give("member", "editor")).toMatchObject({ status: 200, body: { role: "editor" } });
    expect(await give("member", "editor")).toMatchObject({ status: 200 });
    expect((await api.call({ path: "/v1/me", token: api.tokens.member })).json()).toMatchObject({
      organizations: [{ role: "editor" }],
    });
    expect((await give("member", "owner")).status).toBe(200);
    expect((await give("owner", "member")).status).toBe(200);
    expect((await give("editor", "owner", api.tokens.owner)).status).toBe(403);
    expect((await give("editor", "owner", api.tokens.member)).status).toBe(200);
  });

  test.each<[string, string, unknown, number]>([
    ["an unknown role", "member", { role: "admin" }, 400],
    ["nobody's name", "nobody", { role: "editor" }, 404],
  ])("keep theirs after %s", async (_, name, body, status) => {
    expect((await ask({ method: "PATCH", path: pathOf(name), body })).status).toBe(status);
    expect(await rolesNow()).toEqual({ owner: "owner", editor: "editor", member: "member" });
  });

  test.each(["x", "00", Buffer.from("[1,2]").toString("base64url"), "%20", "a".repeat(5000)])(
    "have no name like %s",
    async (memberId) => {
      const path = `${MEMBERS}/${memberId}`;
      expect((await ask({ method: "DELETE", path })).body).toMatchObject({
        type: "urn:ecr-scout:problem:member-not-found",
      });
    },
  );

  test("have one name each", async () => {
    const path = `${pathOf("member")}=`;
    expect((await ask({ method: "DELETE", path })).status).toBe(404);
  });
});

describe("the last owner", () => {
  test.each(["PATCH", "DELETE"])("stays one: %s", async (method) => {
    const body = method === "PATCH" ? { role: "editor" } : undefined;
    const refused = await ask({ method, path: pathOf("owner"), body });
    expect(refused).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:last-owner" },
    });
    expect(await rolesNow()).toMatchObject({ owner: "owner" });
    await give("editor", "owner");
    expect((await ask({ method, path: pathOf("owner"), body })).status).toBe(200);
    const token = api.tokens.editor;
    expect((await ask({ method, path: pathOf("editor"), body, token })).status).toBe(409);
  });

  test("of two who demote each other at once, one is refused", async () => {
    await give("editor", "owner");
    const setRole = api.members.setRole.bind(api.members);
    let other: ReturnType<typeof give> | undefined;
    // The second comes while the first has looked and not written yet.
    api.members.setRole = async (...change) => {
      other ??= give("owner", "member", api.tokens.editor);
      expect(await other).toMatchObject({
        status: 409,
        body: { type: "urn:ecr-scout:problem:members-busy" },
      });
      return setRole(...change);
    };
    expect((await give("editor", "member")).status).toBe(200);
    expect(await rolesNow()).toMatchObject({ owner: "owner", editor: "member" });
    expect(api.members.locks.size).toBe(0);
  });

  test("is not shut out by a change that died", async () => {
    const lock = { organizationId: "demo", holder: "dead", until: "2026-05-01T12:00:00.001Z" };
    api.members.locks.set("demo", lock);
    expect((await give("member", "editor")).status).toBe(409);
    api.members.locks.set("demo", { ...lock, until: "2026-05-01T12:00:00.000Z" });
    expect((await give("member", "editor")).status).toBe(200);
  });
});

describe("who is removed", () => {
  const remove = (name: string) => ask({ method: "DELETE", path: pathOf(name) });
  const images = () =>
    api.call({ path: "/v1/organizations/demo/images", token: api.tokens.editor });

  test("is none any more, nor are their tokens", async () => {
    expect(await remove("editor")).toEqual({
      status: 200,
      body: { memberId: named("editor"), name: "editor", removedAt: "2026-05-01T12:00:00.000Z" },
    });
    expect((await images()).statusCode).toBe(401);
    expect([...api.members.tokens.values()].map(({ subject }) => subject)).not.toContain(
      "demo/editor",
    );
    expect((await remove("editor")).status).toBe(404);
  });

  test("does not bring old tokens back when they come back", async () => {
    const [member] = [...api.members.members.values()].filter(({ name }) => name === "editor");
    const tokens = new Map(api.members.tokens);
    await remove("editor");
    // As if their tokens could not be deleted.
    for (const [id, token] of tokens) api.members.tokens.set(id, token);
    expect((await images()).statusCode).toBe(404);
    if (member)
      await api.members.createMember({ ...member, createdAt: "2026-05-01T12:00:00.001Z" });
    expect((await images()).statusCode).toBe(404);
    const me = await api.call({ path: "/v1/me", token: api.tokens.editor });
    expect(me.json()).toMatchObject({ organizations: [] });
  });

  test("is still there to be removed when it died half-way", async () => {
    const removeMember = api.members.removeMember.bind(api.members);
    api.members.removeMember = () => Promise.reject(new Error("killed"));
    expect((await remove("editor")).status).toBe(500);
    api.members.removeMember = removeMember;
    expect((await remove("editor")).status).toBe(200);
  });

  test("is answered even if the lock can't be given up", async () => {
    api.members.unlockMembers = () => Promise.reject(new Error("down"));
    expect((await remove("editor")).status).toBe(200);
  });
});
