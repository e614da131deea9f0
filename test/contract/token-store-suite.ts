import { describe, expect, test } from "@jest/globals";
import type { AccessToken, TokenStore } from "../../core/members/port.ts";

const createdAt = "2026-05-01T12:00:00.000Z";
const everything = { limit: 100 };
const alice = { issuer: "https://issuer.example/#1", subject: "alice" };
const bob = { issuer: "https://issuer.example/#1", subject: "bob" };
let made = 0;

function token(organizationId: string, more: Partial<AccessToken> = {}): AccessToken {
  made += 1;
  const tokenId = `t${String(made).padStart(4, "0")}`;
  return { ...alice, tokenId, organizationId, sha256: "0".repeat(64), createdAt, ...more };
}

/** What every store of personal access tokens does. */
export function describeTokenStore(name: string, open: () => TokenStore): void {
  describe(name, () => {
    test("keeps tokens and their last use", async () => {
      const store = open();
      const one = token("acme");
      expect(await store.getToken(one.tokenId)).toBeUndefined();
      await store.createToken(one);
      expect(await store.getToken(one.tokenId)).toEqual(one);
      await store.touchToken(one.tokenId, createdAt);
      expect(await store.getToken(one.tokenId)).toEqual({ ...one, lastUsedAt: createdAt });
    });

    test("keeps all that is known of one", async () => {
      const store = open();
      const expiresAt = "2026-05-08T12:00:00.000Z";
      const one = token("acme", { name: "CI", scope: "read", expiresAt });
      await store.createToken(one);
      expect(await store.getToken(one.tokenId)).toEqual(one);
    });

    test("does not bring a removed token back by its use", async () => {
      const store = open();
      const one = token("acme");
      await store.createToken(one);
      await store.removeToken(one);
      await store.touchToken(one.tokenId, createdAt);
      expect(await store.getToken(one.tokenId)).toBeUndefined();
    });

    test("lists somebody's tokens, or everybody's, of one organization", async () => {
      const store = open();
      const [organization, other] = [`acme${made}`, `other${made}`];
      const own = [token(organization), token(organization)];
      // A name that begins like another one is another person's.
      const longer = token(organization, { subject: "alice#2" });
      const theirs = [longer, token(organization, bob)];
      for (const one of [...own, ...theirs, token(other)]) await store.createToken(one);
      expect((await store.listTokens(organization, alice, everything)).items).toEqual(own);
      expect((await store.listTokens(organization, bob, everything)).items).toEqual([theirs[1]]);
      const all = (await store.listTokens(organization, undefined, everything)).items;
      expect(all.map(({ tokenId }) => tokenId).sort()).toEqual(
        [...own, ...theirs].map(({ tokenId }) => tokenId),
      );
    });

    test("lists them page by page, whatever is removed meanwhile", async () => {
      const store = open();
      const organization = `acme${made}`;
      const all = [token(organization), token(organization), token(organization)];
      for (const one of all) await store.createToken(one);
      const first = await store.listTokens(organization, alice, { limit: 1 });
      expect(first.items).toEqual(all.slice(0, 1));
      if (all[1]) await store.removeToken(all[1]);
      const cursor = first.nextCursor ?? "";
      const rest = await store.listTokens(organization, alice, { limit: 5, cursor });
      expect(rest).toEqual({ items: all.slice(2), nextCursor: null });
    });
  });
}
