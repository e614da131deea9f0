import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createAuditLog } from "../../../adapters/aws/audit-log.ts";
import { createMemberStore } from "../../../adapters/aws/member-store.ts";
import { bootstrapOrganization } from "../../../core/members/bootstrap.ts";
import { openTestTable, type TestTable } from "../../fixtures/dynalite-table.ts";
import { type ApiFixture, createApiFixture } from "./api-fixture.ts";
import { signInAs, withSignIn } from "./sign-in.ts";

const ACME = "/v1/organizations/acme";
const carol = signInAs("carol", "Carol");

let table: TestTable;
let api: ApiFixture;
let owner: string;

beforeAll(async () => {
  table = await openTestTable();
  const members = createMemberStore(table.client, table.tableName);
  const audit = createAuditLog(table.client, table.tableName);
  // Each look at the clock is a later one, as in life.
  let milliseconds = Date.parse("2026-05-01T12:00:00Z");
  const now = () => new Date((milliseconds += 1));
  api = await createApiFixture((same) => ({ ...withSignIn(same), members, audit, now }));
  const made = await bootstrapOrganization(
    { members, now, randomBytes },
    { organization: "acme", members: [{ name: "alice", role: "owner" }], renew: false },
  );
  owner = made.members[0]?.token ?? "";
});
afterAll(async () => {
  await table.close();
});

async function ask(method: string, path: string, token: string, body?: object) {
  const response = await api.call({ method, path, token, ...(body && { body }) });
  return { status: response.statusCode, body: response.json() as Record<string, string> };
}

test("somebody's whole time in an organization", async () => {
  const invited = await ask("POST", `${ACME}/invitations`, owner, { role: "editor" });
  const offer = `/v1/invitations/${invited.body["token"] ?? ""}`;
  const accepted = await ask("POST", offer, carol);
  expect(accepted).toMatchObject({ status: 200, body: { name: "Carol", role: "editor" } });

  const made = await ask("POST", `${ACME}/tokens`, carol, { name: "laptop", scope: "write" });
  const token = made.body["token"] ?? "";
  expect((await ask("GET", `${ACME}/members`, token)).body).toMatchObject({
    items: [{ name: "alice" }, { name: "Carol" }],
  });
  expect((await ask("GET", `${ACME}/tokens`, token)).body).toMatchObject({
    items: [{ name: "laptop", lastUsedAt: expect.any(String) }],
  });

  const member = `${ACME}/members/${accepted.body["memberId"] ?? ""}`;
  expect(await ask("PATCH", member, owner, { role: "owner" })).toMatchObject({ status: 200 });
  expect((await ask("GET", "/v1/me", token)).body).toMatchObject({
    organizations: [{ organizationId: "acme", role: "owner" }],
  });
  expect(await ask("DELETE", member, owner)).toMatchObject({ status: 200 });

  expect(await ask("GET", "/v1/me", token)).toMatchObject({ status: 401 });
  expect(await ask("POST", offer, carol)).toMatchObject({ status: 404 });
  expect((await ask("GET", "/v1/me", carol)).body).toMatchObject({ organizations: [] });
  const { items } = (await ask("GET", `${ACME}/audit`, owner)).body as unknown as {
    items: { action: string; actor: { name: string } }[];
  };
  expect(items.map(({ action, actor }) => [actor.name, action])).toEqual([
    ["alice", "Remove a member"],
    ["alice", "Change a member's role"],
    ["Carol", "Create a personal access token"],
    ["Carol", "Accept an invitation"],
    ["alice", "Invite somebody"],
  ]);
});
