import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createMemberStore } from "../../adapters/aws/member-store.ts";
import type { Member, MemberStore } from "../../core/members/port.ts";
import { createMemoryMemberStore } from "../core/members/memory-member-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { describeInvitationStore } from "./invitation-store-suite.ts";
import { describeTokenStore } from "./token-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

const createdAt = "2026-05-01T12:00:00.000Z";
const everything = { limit: 100 };
let organizations = 0;

function member(more: Partial<Member> = {}): Member {
  organizations += 1;
  return {
    organizationId: `o${organizations}`,
    issuer: "https://issuer.example/#1",
    subject: "s",
    role: "editor",
    name: "Alice",
    createdAt,
    ...more,
  };
}

function describeMemberStore(name: string, open: () => MemberStore): void {
  describe(name, () => {
    test("creates an organization once", async () => {
      const store = open();
      const organization = { organizationId: "acme", name: "Acme", createdAt };
      expect(await store.getOrganization("acme")).toBeUndefined();
      expect(await store.createOrganization(organization)).toBe(true);
      expect(await store.createOrganization({ ...organization, name: "Else" })).toBe(false);
      expect(await store.getOrganization("acme")).toEqual(organization);
    });

    test("creates a member once, and lists their organizations", async () => {
      const store = open();
      const [one, other] = [member({ subject: "alice" }), member({ subject: "alice" })];
      expect(await store.createMember(one)).toBe(true);
      expect(await store.createMember({ ...one, role: "owner" })).toBe(false);
      expect(await store.createMember(other)).toBe(true);
      expect(await store.getMember(one.organizationId, one)).toEqual(one);
      expect([...(await store.listMemberships(one))].sort()).toEqual(
        [one.organizationId, other.organizationId].sort(),
      );
    });

    test("tells people apart whose names only look alike", async () => {
      const store = open();
      const one = member({ issuer: "a#b", subject: "c" });
      await store.createMember(one);
      for (const identity of [
        { issuer: "a", subject: "b#c" },
        { issuer: "a%23b", subject: "c" },
        { issuer: "a#b", subject: "C" },
      ]) {
        expect(await store.getMember(one.organizationId, identity)).toBeUndefined();
        expect(await store.listMemberships(identity)).toEqual([]);
      }
    });

    test("lists the members of one organization, page by page", async () => {
      const store = open();
      const first = member({ subject: "1", invitationId: "i" });
      const all = [first, ...["2", "3"].map((subject) => ({ ...first, subject }))];
      for (const one of all) await store.createMember(one);
      await store.createMember(member({ subject: "1" }));
      const page = await store.listMembers(first.organizationId, { limit: 2 });
      const cursor = page.nextCursor ?? "";
      const rest = await store.listMembers(first.organizationId, { limit: 2, cursor });
      expect([...page.items, ...rest.items]).toEqual(all);
      expect(rest.nextCursor).toBeNull();
      const broken = { limit: 2, cursor: "AAAA" };
      await expect(store.listMembers(first.organizationId, broken)).rejects.toMatchObject({
        code: "invalid-cursor",
      });
    });

    test("changes the role of members, and of nobody else", async () => {
      const store = open();
      const one = member();
      expect(await store.setRole(one.organizationId, one, "owner")).toBe(false);
      expect(await store.getMember(one.organizationId, one)).toBeUndefined();
      await store.createMember(one);
      expect(await store.setRole(one.organizationId, one, "owner")).toBe(true);
      expect(await store.getMember(one.organizationId, one)).toEqual({ ...one, role: "owner" });
    });

    test("ends a membership, and may begin it again", async () => {
      const store = open();
      const one = member({ subject: "bob" });
      await store.createMember(one);
      await store.removeMember(one.organizationId, one);
      await store.removeMember(one.organizationId, one);
      expect(await store.getMember(one.organizationId, one)).toBeUndefined();
      expect(await store.listMemberships(one)).not.toContain(one.organizationId);
      expect((await store.listMembers(one.organizationId, everything)).items).toEqual([]);
      expect(await store.createMember(one)).toBe(true);
    });

    test("locks the members of an organization for one holder at a time", async () => {
      const store = open();
      const { organizationId } = member();
      const lock = { organizationId, holder: "a", until: "2026-05-01T12:01:00.000Z" };
      const later = { ...lock, holder: "b", until: "2026-05-01T12:02:00.000Z" };
      expect(await store.lockMembers(lock, createdAt)).toBe(false);
      await store.createOrganization({ organizationId, name: "Acme", createdAt });
      expect(await store.lockMembers(lock, createdAt)).toBe(true);
      expect(await store.lockMembers(later, "2026-05-01T12:00:59.999Z")).toBe(false);
      expect(await store.lockMembers(later, lock.until)).toBe(true);
      await store.unlockMembers(lock);
      expect(await store.lockMembers(lock, "2026-05-01T12:01:30.000Z")).toBe(false);
      await store.unlockMembers(later);
      expect(await store.lockMembers(lock, "2026-05-01T12:01:30.000Z")).toBe(true);
      expect(await store.getOrganization(organizationId)).toMatchObject({ name: "Acme" });
    });
  });
}

const memory = createMemoryMemberStore;
const dynamo = () => createMemberStore(table.client, table.tableName);

describeMemberStore("members in DynamoDB", dynamo);
describeMemberStore("members in memory", memory);
describeTokenStore("tokens in DynamoDB", dynamo);
describeTokenStore("tokens in memory", memory);
describeInvitationStore("invitations in DynamoDB", dynamo);
describeInvitationStore("invitations in memory", memory);
