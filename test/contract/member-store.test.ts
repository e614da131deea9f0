import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createMemberStore } from "../../adapters/aws/member-store.ts";
import type { Member, MemberStore } from "../../core/members/port.ts";
import { createMemoryMemberStore } from "../core/members/memory-member-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

const createdAt = "2026-05-01T12:00:00.000Z";
let organizations = 0;

function describeMemberStore(name: string, open: () => MemberStore): void {
  describe(name, () => {
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

    test("keeps tokens and their last use", async () => {
      const store = open();
      const token = {
        tokenId: `t${(organizations += 1)}`,
        organizationId: "acme",
        issuer: "i",
        subject: "s",
        sha256: "0".repeat(64),
        createdAt,
      };
      expect(await store.getToken(token.tokenId)).toBeUndefined();
      await store.createToken(token);
      expect(await store.getToken(token.tokenId)).toEqual(token);
      await store.touchToken(token.tokenId, createdAt);
      expect(await store.getToken(token.tokenId)).toEqual({ ...token, lastUsedAt: createdAt });
    });

    test("does not bring a removed token back by its use", async () => {
      const store = open();
      await store.touchToken("removed", createdAt);
      expect(await store.getToken("removed")).toBeUndefined();
    });
  });
}

describeMemberStore("members in DynamoDB", () => createMemberStore(table.client, table.tableName));
describeMemberStore("members in memory", createMemoryMemberStore);
