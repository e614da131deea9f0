import type { BootstrapRequest, BootstrapResult } from "../contract/bootstrap.ts";
import { newAccessToken } from "./access-token.ts";
import type { Identity } from "./identity.ts";
import type { MemberStore } from "./port.ts";

/** Issuer of members that an operator made, who have no identity provider. */
export const OPERATOR_ISSUER = "ecr-scout";

/** What `bootstrapOrganization` needs. */
export interface BootstrapDependencies {
  readonly members: Pick<
    MemberStore,
    "createOrganization" | "createMember" | "createToken" | "getMember"
  >;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/**
 * Creates what is missing of an organization and its members. A member gets a token when
 * they are created, or when it is asked for; a known member keeps their role. Safe to repeat:
 * after a failure half-way, `renew` gives the tokens that got lost.
 */
export async function bootstrapOrganization(
  dependencies: BootstrapDependencies,
  request: BootstrapRequest,
): Promise<BootstrapResult> {
  const { members, now } = dependencies;
  const organizationId = request.organization;
  const created = await members.createOrganization({
    organizationId,
    name: request.name ?? organizationId,
    createdAt: now().toISOString(),
  });
  const results: BootstrapResult["members"] = [];
  for (const { name, role } of request.members) {
    // The subject names the organization, so that two organizations' owners are two people.
    const identity = { issuer: OPERATOR_ISSUER, subject: `${organizationId}/${name}` };
    const createdAt = now().toISOString();
    const isNew = await members.createMember({
      ...identity,
      organizationId,
      role,
      name,
      createdAt,
    });
    const known = isNew ? undefined : await members.getMember(organizationId, identity);
    const token =
      isNew || request.renew ? await issueToken(dependencies, organizationId, identity) : null;
    results.push({ name, role: known?.role ?? role, created: isNew, token });
  }
  return { organization: organizationId, created, members: results };
}

async function issueToken(
  { members, now, randomBytes }: BootstrapDependencies,
  organizationId: string,
  identity: Identity,
): Promise<string> {
  const { token, id: tokenId, sha256 } = newAccessToken(randomBytes);
  const createdAt = now().toISOString();
  await members.createToken({ ...identity, tokenId, organizationId, sha256, createdAt });
  return token;
}
