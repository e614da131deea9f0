import type { Page, PageQuery } from "../../../core/contract/page.ts";
import { PermanentError } from "../../../core/errors.ts";
import { type Identity, isSamePerson } from "../../../core/members/identity.ts";
import type { Invitation, InvitationStore } from "../../../core/members/invitation-port.ts";
import type {
  AccessToken,
  Member,
  MemberLock,
  MemberStore,
  Organization,
  TokenStore,
} from "../../../core/members/port.ts";

/** Members in memory, as the port says, with what is in it. */
export type MemoryMemberStore = MemberStore & {
  readonly tokens: Map<string, AccessToken>;
  readonly members: Map<string, Member>;
  readonly invitations: Map<string, Invitation>;
  readonly locks: Map<string, MemberLock>;
};

export function createMemoryMemberStore(): MemoryMemberStore {
  const organizations = new Map<string, Organization>();
  const members = new Map<string, Member>();
  const locks = new Map<string, MemberLock>();
  const tokens = new Map<string, AccessToken>();
  const invitations = new Map<string, Invitation>();

  return {
    tokens,
    members,
    invitations,
    locks,
    ...memoryTokens(tokens),
    ...memoryInvitations(invitations),
    getOrganization: (id) => Promise.resolve(organizations.get(id)),
    createOrganization: (organization) =>
      create(organizations, organization.organizationId, organization),
    getMember: (id, identity) => Promise.resolve(members.get(nameOf(id, identity))),
    createMember: (member) => create(members, nameOf(member.organizationId, member), member),
    listMembers: (id, page) => pageOf(members, (one) => one.organizationId === id, page),
    setRole(id, identity, role) {
      const known = members.get(nameOf(id, identity));
      if (known) members.set(nameOf(id, identity), { ...known, role });
      return Promise.resolve(known !== undefined);
    },
    removeMember: (id, identity) => remove(members, nameOf(id, identity)),
    listMemberships: (identity) =>
      Promise.resolve(
        [...members.values()]
          .filter((member) => isSamePerson(member, identity))
          .map((member) => member.organizationId),
      ),
    lockMembers(lock, now) {
      const known = locks.get(lock.organizationId);
      const isFree = known === undefined || known.until <= now;
      const isTaken = isFree && organizations.has(lock.organizationId);
      if (isTaken) locks.set(lock.organizationId, lock);
      return Promise.resolve(isTaken);
    },
    unlockMembers({ organizationId, holder }) {
      const isHolder = locks.get(organizationId)?.holder === holder;
      return isHolder ? remove(locks, organizationId) : Promise.resolve();
    },
  };
}

function memoryTokens(tokens: Map<string, AccessToken>): TokenStore {
  return {
    getToken: (id) => Promise.resolve(tokens.get(id)),
    async createToken(token) {
      await create(tokens, token.tokenId, token);
    },
    touchToken(id, lastUsedAt) {
      const token = tokens.get(id);
      if (token) tokens.set(id, { ...token, lastUsedAt });
      return Promise.resolve();
    },
    listTokens: (id, owner, page) =>
      pageOf(
        tokens,
        (one) => one.organizationId === id && (owner === undefined || isSamePerson(one, owner)),
        page,
      ),
    removeToken: ({ tokenId }) => remove(tokens, tokenId),
  };
}

function memoryInvitations(invitations: Map<string, Invitation>): InvitationStore {
  return {
    async createInvitation(invitation) {
      await create(invitations, invitation.invitationId, invitation);
    },
    getInvitation: (id) => Promise.resolve(invitations.get(id)),
    takeInvitation(id, by) {
      const known = invitations.get(id);
      const isFree = known?.acceptedBy === undefined || isSamePerson(known.acceptedBy, by);
      if (known && isFree) invitations.set(id, { ...known, acceptedBy: by });
      return Promise.resolve(known !== undefined && isFree);
    },
    listInvitations: (id, page) => pageOf(invitations, (one) => one.organizationId === id, page),
    removeInvitation: (_, id) => remove(invitations, id),
  };
}

function nameOf(organizationId: string, { issuer, subject }: Identity): string {
  return JSON.stringify([organizationId, issuer, subject]);
}

function create<T>(map: Map<string, T>, key: string, value: T): Promise<boolean> {
  const isNew = !map.has(key);
  if (isNew) map.set(key, value);
  return Promise.resolve(isNew);
}

function remove(map: Map<string, unknown>, key: string): Promise<void> {
  map.delete(key);
  return Promise.resolve();
}

/** In the order of the keys; a cursor is the last key of the page before. */
async function pageOf<T>(
  map: Map<string, T>,
  isWanted: (value: T) => boolean,
  { limit, cursor }: PageQuery,
): Promise<Page<T>> {
  if (cursor !== undefined && !map.has(cursor)) {
    throw new PermanentError("invalid-cursor", "The cursor is not one of this list.");
  }
  const rows = [...map].filter(([, value]) => isWanted(value)).sort(([a], [b]) => (a < b ? -1 : 1));
  const rest = rows.filter(([key]) => cursor === undefined || key > cursor);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1)?.[0] ?? null;
  return Promise.resolve({
    items: shown.map(([, value]) => value),
    nextCursor: rest.length > limit ? last : null,
  });
}
