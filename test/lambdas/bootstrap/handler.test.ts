import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { authenticate } from "../../../core/members/authenticate.ts";
import { authorize } from "../../../core/members/authorize.ts";
import { createHandler } from "../../../lambdas/bootstrap/handler.ts";
import { createMemoryAuditLog } from "../../core/audit/memory-audit-log.ts";
import { createMemoryMemberStore } from "../../core/members/memory-member-store.ts";
import { createMemoryLog } from "../../fixtures/memory-ports.ts";

const now = () => new Date("2026-05-01T12:00:00Z");
const REQUEST = {
  organization: "acme",
  name: "Acme",
  members: [
    { name: "alice", role: "owner" },
    { name: "bob", role: "member" },
  ],
};

let members: ReturnType<typeof createMemoryMemberStore>;
let log: ReturnType<typeof createMemoryLog>;
let audit: ReturnType<typeof createMemoryAuditLog>;
let invoke: (request: unknown) => ReturnType<ReturnType<typeof createHandler>>;

beforeEach(() => {
  members = createMemoryMemberStore();
  log = createMemoryLog();
  audit = createMemoryAuditLog();
  const handler = createHandler({
    members,
    audit,
    signInIssuer: "https://login.example",
    now,
    randomBytes,
    log,
  });
  invoke = (request) => handler(request, { awsRequestId: "request-1" });
});

async function roleOf(token: string | null | undefined): Promise<string> {
  const dependencies = { members, now, onTouchFailed: () => undefined };
  const principal = await authenticate(dependencies, `Bearer ${token ?? ""}`);
  return (await authorize(members, principal, "acme", "member")).role;
}

describe("bootstrap", () => {
  test("creates the organization and its members, whose tokens work", async () => {
    const result = await invoke(REQUEST);
    expect(result).toMatchObject({
      organization: "acme",
      created: true,
      members: [
        { name: "alice", role: "owner", created: true },
        { name: "bob", role: "member", created: true },
      ],
    });
    expect(await Promise.all(result.members.map(({ token }) => roleOf(token)))).toEqual([
      "owner",
      "member",
    ]);
    expect(await members.getOrganization("acme")).toMatchObject({ name: "Acme" });
  });

  test("a second time changes nothing and gives no tokens", async () => {
    const first = await invoke(REQUEST);
    const raised = { ...REQUEST, members: [{ name: "bob", role: "owner" }] };
    expect(await invoke(raised)).toEqual({
      organization: "acme",
      created: false,
      members: [{ name: "bob", role: "member", created: false, token: null }],
    });
    expect(await roleOf(first.members[1]?.token)).toBe("member");
  });

  test("renews tokens where asked to, the old ones staying valid", async () => {
    const first = await invoke(REQUEST);
    const second = await invoke({ ...REQUEST, renew: true });
    expect(second.members.map(({ created }) => created)).toEqual([false, false]);
    expect(second.members[0]?.token).not.toBe(first.members[0]?.token);
    for (const result of [first, second]) {
      expect(await roleOf(result.members[0]?.token)).toBe("owner");
    }
  });

  test("members of the same name of two organizations are two people", async () => {
    await invoke(REQUEST);
    const other = await invoke({ ...REQUEST, organization: "other" });
    await expect(roleOf(other.members[0]?.token)).rejects.toMatchObject({
      code: "organization-not-found",
    });
  });

  test("makes somebody who signs in an owner, without a token", async () => {
    const carol = { name: "carol", role: "owner", subject: "5f0c-sub" };
    const result = await invoke({ organization: "acme", members: [carol], renew: true });
    expect(result.members).toEqual([{ name: "carol", role: "owner", created: true, token: null }]);
    const identity = { issuer: "https://login.example", subject: "5f0c-sub" };
    const found = await members.getMember("acme", identity);
    expect(found).toMatchObject({ ...identity, name: "carol", role: "owner" });
    expect((await authorize(members, identity, "acme", "owner")).role).toBe("owner");
    const again = await invoke({ organization: "acme", members: [carol] });
    expect(again.members[0]).toMatchObject({ created: false, token: null });
    expect(audit.rows).toHaveLength(1);
  });

  test("refuses somebody who is to sign in where nobody can, and makes nothing", async () => {
    const ports = { members, audit, now, randomBytes, log };
    const handler = createHandler({ ...ports, signInIssuer: undefined });
    const people = [...REQUEST.members, { name: "carol", role: "owner", subject: "5f0c-sub" }];
    const failure = handler({ organization: "acme", members: people }, { awsRequestId: "1" });
    await expect(failure).rejects.toMatchObject({
      code: "invalid-request",
      message: expect.stringMatching(/member carol .*no identity provider/),
    });
    expect(await members.getOrganization("acme")).toBeUndefined();
  });

  test("writes down what it changed, without tokens", async () => {
    const { members: created } = await invoke(REQUEST);
    const { organization: organizationId, ...asked } = REQUEST;
    const entry = {
      at: "2026-05-01T12:00:00.000Z",
      operation: "bootstrap",
      actor: { issuer: "ecr-scout", subject: "operator", name: null, tokenId: null },
      request: { ...asked, renew: false },
      requestId: "request-1",
    };
    expect(audit.rows).toEqual([{ organizationId, entry: expect.objectContaining(entry) }]);
    await invoke(REQUEST);
    expect(audit.rows).toHaveLength(1);
    await invoke({ ...REQUEST, renew: true });
    expect(audit.rows).toHaveLength(2);
    for (const { token } of created) expect(JSON.stringify(audit.rows)).not.toContain(token);
  });

  test("answers its tokens even if that can't be written down", async () => {
    audit.append = () => Promise.reject(new Error("down"));
    const { members: created } = await invoke(REQUEST);
    expect(await roleOf(created[0]?.token)).toBe("owner");
    expect(JSON.stringify(log.lines)).toContain("change not recorded");
  });

  test("keeps tokens out of the log", async () => {
    const { members: created } = await invoke(REQUEST);
    const lines = JSON.stringify(log.lines);
    expect(lines).toContain("organization bootstrapped");
    for (const { token } of created) expect(lines).not.toContain(token);
  });

  test.each([
    [undefined],
    [{}],
    [{ ...REQUEST, organization: "Acme#1" }],
    [{ ...REQUEST, organization: "-acme" }],
    [{ ...REQUEST, members: [{ name: "alice", role: "admin" }] }],
    [{ ...REQUEST, members: [{ name: "a/b", role: "owner" }] }],
    [{ ...REQUEST, colour: "red" }],
  ])("refuses %j", async (request) => {
    await expect(invoke(request)).rejects.toMatchObject({ code: "invalid-request" });
    expect(members.members.size).toBe(0);
  });
});
