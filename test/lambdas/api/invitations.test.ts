import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AcceptedInvitation, CreatedInvitation } from "../../../core/contract/api-members.ts";
import { memberIdOf } from "../../../core/members/member-id.ts";
import { type ApiFixture, createApiFixture, type TestRequest } from "./api-fixture.ts";
import { signInAs, withSignIn } from "./sign-in.ts";

const INVITATIONS = "/v1/organizations/demo/invitations";
const carol = signInAs("carol", "Carol");
const dave = signInAs("dave");

let api: ApiFixture;
let now: string;

beforeEach(async () => {
  now = "2026-05-01T12:00:00.000Z";
  api = await createApiFixture((same) => ({ ...withSignIn(same), now: () => new Date(now) }));
});

/** As the owner, unless told otherwise. */
async function ask(request: Partial<TestRequest>) {
  const response = await api.call({ token: api.tokens.owner, path: INVITATIONS, ...request });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

async function make(body: object = { role: "editor" }): Promise<CreatedInvitation> {
  const made = await ask({ method: "POST", body });
  expect(made.status).toBe(201);
  return made.body as unknown as CreatedInvitation;
}

const accept = (invitation: string, token: string, body: object = {}) =>
  ask({ method: "POST", path: `/v1/invitations/${invitation}`, token, body });
const notFound = { status: 404, body: { type: "urn:ecr-scout:problem:invitation-not-found" } };

describe("an invitation", () => {
  test("has a token that is shown once and ends after seven days", async () => {
    const { token, url, ...summary } = await make({ role: "editor", note: "Carol, design" });
    expect(token).toMatch(/^scout_inv_[0-9a-f]{20}_[A-Za-z0-9_-]{43}$/);
    expect(url).toBe(`https://scout.example/v1/invitations/${token}`);
    expect(summary).toMatchObject({
      role: "editor",
      note: "Carol, design",
      expiresAt: "2026-05-08T12:00:00.000Z",
    });
    expect((await ask({})).body).toEqual({ items: [summary], nextCursor: null, asOf: null });
    const kept = JSON.stringify([[...api.members.invitations], api.audit.rows, api.logged]);
    expect(kept).not.toContain(token.slice(-43));
  });

  test("makes who has signed in a member, once", async () => {
    const { token } = await make();
    const path = `/v1/invitations/${token}`;
    expect((await ask({ path, token: carol })).body).toEqual({
      organizationId: "demo",
      organizationName: "demo",
      role: "editor",
      expiresAt: "2026-05-08T12:00:00.000Z",
    });
    const accepted = await accept(token, carol);
    expect(accepted).toEqual({
      status: 200,
      body: {
        organizationId: "demo",
        memberId: memberIdOf({ issuer: "https://login.example", subject: "carol" }),
        name: "Carol",
        role: "editor",
        token: null,
      },
    });
    expect((await api.call({ path: "/v1/me", token: carol })).json()).toMatchObject({
      name: "Carol",
      organizations: [{ organizationId: "demo", role: "editor" }],
    });
    expect(await accept(token, dave)).toMatchObject(notFound);
    expect(await ask({ path, token: dave })).toMatchObject(notFound);
    expect((await ask({})).body).toMatchObject({ items: [] });
  });

  test("may be accepted again by who lost the answer, and keeps what an owner made of them", async () => {
    const { token } = await make();
    const first = await accept(token, carol, { name: "Caroline" });
    expect(await accept(token, carol)).toEqual(first);
    for (const [key, member] of api.members.members) {
      if (member.subject === "carol") api.members.members.set(key, { ...member, role: "member" });
    }
    expect(await accept(token, carol)).toMatchObject({ body: { role: "member" } });
  });

  test("that died half-way is accepted by a repetition, and by nobody else", async () => {
    const { token } = await make();
    const createMember = api.members.createMember.bind(api.members);
    api.members.createMember = () => Promise.reject(new Error("killed"));
    expect((await accept(token, carol)).status).toBe(500);
    api.members.createMember = createMember;
    expect(await accept(token, dave)).toMatchObject(notFound);
    expect((await accept(token, carol)).status).toBe(200);
  });

  test("does not bring back who was removed", async () => {
    const { token } = await make();
    const { memberId } = (await accept(token, carol)).body as unknown as AcceptedInvitation;
    const path = `/v1/organizations/demo/members/${memberId}`;
    expect((await ask({ method: "DELETE", path })).status).toBe(200);
    expect(await accept(token, carol)).toMatchObject(notFound);
    expect((await ask({ path: INVITATIONS, token: carol })).status).toBe(404);
  });

  test("is left for others by who is a member already", async () => {
    const first = await make();
    await accept(first.token, carol);
    const { token } = await make({ role: "owner" });
    expect(await accept(token, carol)).toMatchObject({
      status: 409,
      body: { type: "urn:ecr-scout:problem:already-member" },
    });
    expect(await accept(token, dave)).toMatchObject({ status: 200, body: { name: "dave" } });
  });

  test("opens nothing after seven days, nor when it was withdrawn", async () => {
    const late = await make();
    const { token, invitationId } = await make();
    const withdraw = { method: "DELETE", path: `${INVITATIONS}/${invitationId}` };
    expect((await ask(withdraw)).status).toBe(200);
    expect(await ask(withdraw)).toMatchObject(notFound);
    expect(await accept(token, carol)).toMatchObject(notFound);
    now = "2026-05-08T12:00:00.000Z";
    expect(await accept(late.token, carol)).toMatchObject(notFound);
    expect((await ask({})).body).toMatchObject({ items: [] });
  });

  test("that was accepted is not withdrawn: the member is removed instead", async () => {
    const { token, invitationId } = await make();
    await accept(token, carol);
    const path = `${INVITATIONS}/${invitationId}`;
    expect(await ask({ method: "DELETE", path })).toMatchObject(notFound);
    expect((await accept(token, carol)).status).toBe(200);
  });

  test("of another organization is not theirs to withdraw", async () => {
    const { invitationId } = await make();
    const path = `/v1/organizations/other/invitations/${invitationId}`;
    expect(await ask({ method: "DELETE", path, token: api.foreignToken })).toMatchObject(notFound);
    expect((await ask({})).body).toMatchObject({ items: [{ invitationId }] });
  });

  test.each(["x", "scout_inv_", `scout_inv_${"0".repeat(20)}_${"A".repeat(43)}`])(
    "is not %s",
    async (token) => {
      expect(await accept(token, carol)).toMatchObject(notFound);
    },
  );

  test("with a wrong secret opens nothing", async () => {
    const { token } = await make();
    expect(await accept(`${token.slice(0, -4)}AAAA`, carol)).toMatchObject(notFound);
  });

  test.each([{}, { role: "admin" }, { role: "editor", note: "" }, { role: "editor", to: "x" }])(
    "is not made of %j",
    async (body) => {
      expect((await ask({ method: "POST", body })).status).toBe(400);
    },
  );
});

describe("who comes by a personal access token", () => {
  test("gets one for the new organization, with which they are in", async () => {
    const { token } = await make({ role: "member" });
    const accepted = await accept(token, api.foreignToken);
    expect(accepted).toMatchObject({ status: 200, body: { name: "other/owner", role: "member" } });
    const own = String(accepted.body["token"]);
    const images = "/v1/organizations/demo/images";
    expect((await api.call({ path: images, token: own })).statusCode).toBe(200);
    expect((await api.call({ path: images, token: api.foreignToken })).statusCode).toBe(404);
    expect(JSON.stringify([api.audit.rows, api.logged])).not.toContain(own.slice(-43));
  });

  test("does not come by one that only reads", async () => {
    const path = "/v1/organizations/other/tokens";
    const body = { name: "reading", scope: "read" };
    const reading = await ask({ method: "POST", path, body, token: api.foreignToken });
    const { token } = await make();
    expect((await accept(token, String(reading.body["token"]))).status).toBe(403);
  });
});
