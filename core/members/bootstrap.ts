import type { BootstrapRequest, BootstrapResult } from "../contract/bootstrap.ts";
import { PermanentError } from "../errors.ts";
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
  /** Of the provider by which people sign in; absent: there is none. */
  readonly signInIssuer?: string | undefined;
  readonly now: () => Date;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Buffer;
}

/**
 * Creates what is missing of an organization and its members. A member gets a token when
 * they are created, or when it is asked for; a known member keeps their role. Safe to repeat:
 * after a failure half-way, `renew` gives the tokens that got lost.
 *
 * @throws {PermanentError} `invalid-request` when somebody is to sign in, and nobody can.
 */
export async function bootstrapOrganization(
  dependencies: BootstrapDependencies,
  request: BootstrapRequest,
): Promise<BootstrapResult> {
  const { members, now, signInIssuer } = dependencies;
  const organizationId = request.organization;
  // All of them first: a request is refused as a whole.
  const people = request.members.map((member) => ({
    ...member,
    identity: identityOf(organizationId, member, signInIssuer),
  }));
  const created = await members.createOrganization({
    organizationId,
    name: request.name ?? organizationId,
    createdAt: now().toISOString(),
  });
  const results: BootstrapResult["members"] = [];
  for (const { name, role, subject, identity } of people) {
    const createdAt = now().toISOString();
    const isNew = await members.createMember({
      ...identity,
      organizationId,
      role,
      name,
      createdAt,
    });
    const known = isNew ? undefined : await members.getMember(organizationId, identity);
    const needsToken = subject === undefined && (isNew || request.renew);
    const token = needsToken ? await issueToken(dependencies, organizationId, identity) : null;
    results.push({ name, role: known?.role ?? role, created: isNew, token });
  }
  return { organization: organizationId, created, members: results };
}

function identityOf(
  organizationId: string,
  { name, subject }: BootstrapRequest["members"][number],
  signInIssuer: string | undefined,
): Identity {
  // The subject names the organization, so that two organizations' owners are two people.
  if (subject === undefined)
    return { issuer: OPERATOR_ISSUER, subject: `${organizationId}/${name}` };
  if (signInIssuer !== undefined) return { issuer: signInIssuer, subject };
  throw new PermanentError(
    "invalid-request",
    `The member ${name} has a subject, and so is to sign in, but this deployment has no identity provider. Set one up (docs/operate.md, Signing in), or leave the subject out: the member gets a token.`,
  );
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
