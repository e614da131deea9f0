import type {
  AccessToken,
  Identity,
  Member,
  MemberStore,
  Organization,
} from "../../../core/members/port.ts";

function nameOf(organizationId: string, { issuer, subject }: Identity): string {
  return JSON.stringify([organizationId, issuer, subject]);
}

/** Members in memory, as the port says. */
export function createMemoryMemberStore(): MemberStore & {
  readonly tokens: Map<string, AccessToken>;
  readonly members: Map<string, Member>;
} {
  const organizations = new Map<string, Organization>();
  const members = new Map<string, Member>();
  const tokens = new Map<string, AccessToken>();

  function create<T>(map: Map<string, T>, key: string, value: T): Promise<boolean> {
    const isNew = !map.has(key);
    if (isNew) map.set(key, value);
    return Promise.resolve(isNew);
  }

  return {
    tokens,
    members,
    getOrganization: (id) => Promise.resolve(organizations.get(id)),
    createOrganization: (organization) =>
      create(organizations, organization.organizationId, organization),
    getMember: (id, identity) => Promise.resolve(members.get(nameOf(id, identity))),
    createMember: (member) => create(members, nameOf(member.organizationId, member), member),
    listMemberships: ({ issuer, subject }) =>
      Promise.resolve(
        [...members.values()]
          .filter((member) => member.issuer === issuer && member.subject === subject)
          .map((member) => member.organizationId),
      ),
    getToken: (id) => Promise.resolve(tokens.get(id)),
    async createToken(token) {
      await create(tokens, token.tokenId, token);
    },
    touchToken(id, lastUsedAt) {
      const token = tokens.get(id);
      if (token) tokens.set(id, { ...token, lastUsedAt });
      return Promise.resolve();
    },
  };
}
