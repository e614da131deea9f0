import { describe, expect, test } from "@jest/globals";
import type { Invitation, InvitationStore } from "../../core/members/invitation-port.ts";

const alice = { issuer: "https://issuer.example/#1", subject: "alice" };
const bob = { issuer: "https://issuer.example/#1", subject: "bob" };
let made = 0;

function invitation(organizationId: string, more: Partial<Invitation> = {}): Invitation {
  made += 1;
  return {
    invitationId: `i${String(made).padStart(4, "0")}`,
    organizationId,
    role: "editor",
    sha256: "0".repeat(64),
    createdAt: "2026-05-01T12:00:00.000Z",
    createdBy: alice,
    expiresAt: "2026-05-08T12:00:00.000Z",
    ...more,
  };
}

/** What every store of invitations does. */
export function describeInvitationStore(name: string, open: () => InvitationStore): void {
  describe(name, () => {
    test("keeps all that is known of one", async () => {
      const store = open();
      const one = invitation("acme", { note: "Bob" });
      expect(await store.getInvitation(one.invitationId)).toBeUndefined();
      await store.createInvitation(one);
      expect(await store.getInvitation(one.invitationId)).toEqual(one);
    });

    test("gives one to the first who takes it, as often as they ask", async () => {
      const store = open();
      const one = invitation("acme");
      expect(await store.takeInvitation(one.invitationId, bob)).toBe(false);
      await store.createInvitation(one);
      expect(await store.takeInvitation(one.invitationId, bob)).toBe(true);
      expect(await store.takeInvitation(one.invitationId, bob)).toBe(true);
      expect(await store.takeInvitation(one.invitationId, alice)).toBe(false);
      expect(await store.getInvitation(one.invitationId)).toEqual({ ...one, acceptedBy: bob });
    });

    test("lists those of one organization, until they are removed", async () => {
      const store = open();
      const organization = `acme${made}`;
      const all = [invitation(organization), invitation(organization)];
      for (const one of [...all, invitation(`other${made}`)]) await store.createInvitation(one);
      const first = await store.listInvitations(organization, { limit: 1 });
      const cursor = first.nextCursor ?? "";
      const rest = await store.listInvitations(organization, { limit: 9, cursor });
      expect([...first.items, ...rest.items]).toEqual(all);
      const [one] = all;
      await store.removeInvitation(organization, one?.invitationId ?? "");
      await store.removeInvitation(organization, one?.invitationId ?? "");
      expect(await store.getInvitation(one?.invitationId ?? "")).toBeUndefined();
      expect((await store.listInvitations(organization, { limit: 9 })).items).toEqual(all.slice(1));
    });
  });
}
