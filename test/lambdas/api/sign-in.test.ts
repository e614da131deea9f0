import { beforeEach, describe, expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";
import { signInAs, withSignIn } from "./sign-in.ts";

const alice = signInAs("alice", "Alice");
const createdAt = "2026-05-01T12:00:00.000Z";

let api: ApiFixture;

beforeEach(async () => {
  api = await createApiFixture(withSignIn);
});

async function ask(path: string, token: string) {
  const response = await api.call({ path, token });
  return { status: response.statusCode, body: response.json() };
}

function join(organizationId: string, role: "owner" | "member") {
  const who = { issuer: "https://login.example", subject: "alice", name: "A." };
  return api.members.createMember({ ...who, organizationId, role, createdAt });
}

describe("who has signed in", () => {
  test("is known, and a member of nothing by that alone", async () => {
    expect(await ask("/v1/me", alice)).toEqual({
      status: 200,
      body: { issuer: "https://login.example", subject: "alice", name: "Alice", organizations: [] },
    });
    expect((await ask("/v1/organizations/demo/images", alice)).status).toBe(404);
  });

  test("has in each organization the role that the table says", async () => {
    await join("demo", "owner");
    await join("other", "member");
    expect(await ask("/v1/me", alice)).toMatchObject({
      body: {
        name: "A.",
        organizations: [
          { organizationId: "demo", role: "owner" },
          { organizationId: "other", role: "member" },
        ],
      },
    });
    expect((await ask("/v1/organizations/demo/audit", alice)).status).toBe(200);
    expect((await ask("/v1/organizations/other/audit", alice)).status).toBe(403);
  });

  test("is not whom another issuer calls the same", async () => {
    const who = { issuer: "https://else.example", subject: "alice", name: "A." };
    await api.members.createMember({ ...who, organizationId: "demo", role: "owner", createdAt });
    expect((await ask("/v1/organizations/demo/images", alice)).status).toBe(404);
  });

  test("makes tokens of their own", async () => {
    await join("demo", "member");
    const path = "/v1/organizations/demo/tokens";
    const made = await api.call({ method: "POST", path, body: { name: "laptop" }, token: alice });
    const { token } = made.json() as { token: string };
    expect(await ask("/v1/me", token)).toMatchObject({
      body: { subject: "alice", organizations: [{ organizationId: "demo" }] },
    });
  });
});

describe("whose token is not of the provider", () => {
  test.each(["a.b.c", `${alice}x`, "signed", "a.b", "a.b.c.d"])("is nobody: %s", async (token) => {
    expect((await ask("/v1/me", token)).status).toBe(401);
  });

  test("is nobody where there is no provider", async () => {
    const own = await createApiFixture();
    expect((await own.call({ path: "/v1/me", token: alice })).statusCode).toBe(401);
  });

  test("is asked to come again while the provider does not answer", async () => {
    const down = new TransientError("sign-in-unavailable", "https://login.example is down");
    const own = await createApiFixture((same) => ({
      ...same,
      identityProvider: { verify: () => Promise.reject(down) },
    }));
    const response = await own.call({ path: "/v1/me", token: alice });
    expect(response.statusCode).toBe(503);
    expect(response.body).not.toContain("login.example");
    expect((await own.call({ path: "/v1/me", token: own.tokens.member })).statusCode).toBe(200);
  });
});
