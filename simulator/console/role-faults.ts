import * as z from "zod";
import type { Call, FaultKind } from "./fault-kind.ts";

const ROLE = "AWS::IAM::Role";
/** Statement IDs by which a trust that was changed here is known again. */
const NOBODY = "TrustsItsOwnAccountOnly";
const ANYBODY = "TrustsWithoutExternalId";
const DENIAL = "denied-by-hand";

const principal = z.union([z.string(), z.looseObject({ AWS: z.unknown().optional() })]);
const statement = z.looseObject({
  Sid: z.string().optional(),
  Principal: principal.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const document = z.looseObject({ Statement: z.array(statement) });
type Trust = z.infer<typeof document>;

/** Ways in which a customer's role may stop being what the template made it. */
export const TRUST_FAULTS: readonly FaultKind[] = [
  {
    kind: "trust-nobody",
    type: ROLE,
    title: "Let the role trust its own account only",
    isFor: trustsAnAccount,
    isBroken: (call, name) => hasStatement(call, name, NOBODY),
    async break(call, RoleName, { accountId }) {
      await putTrust(call, RoleName, {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: NOBODY,
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${accountId}:root` },
            Action: "sts:AssumeRole",
          },
        ],
      });
    },
  },
  {
    kind: "trust-open",
    type: ROLE,
    title: "Let the role be assumed without the external ID",
    isFor: trustsAnAccount,
    isBroken: (call, name) => hasStatement(call, name, ANYBODY),
    async break(call, RoleName) {
      const trust = await readTrust(call, RoleName);
      await putTrust(call, RoleName, {
        ...trust,
        Statement: trust.Statement.map((each) => ({
          ...each,
          Sid: ANYBODY,
          Condition: withoutExternalId(each.Condition ?? {}),
        })),
      });
    },
  },
];

/** The role may no longer touch any secret: neither write the key nor read the Connection's. */
export const SECRETS_DENIED: FaultKind = {
  kind: "secrets-denied",
  type: ROLE,
  title: "Deny the role every secret",
  isFor: trustsAnAccount,
  async isBroken(call, RoleName) {
    const { PolicyNames } = await call("iam", "ListRolePolicies", { RoleName });
    return Array.isArray(PolicyNames) && PolicyNames.includes(DENIAL);
  },
  async break(call, RoleName) {
    const denial = { Effect: "Deny", Action: "secretsmanager:*", Resource: "*" };
    await call("iam", "PutRolePolicy", {
      RoleName,
      PolicyName: DENIAL,
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [denial] }),
    });
  },
  async repair(call, RoleName) {
    await call("iam", "DeleteRolePolicy", { RoleName, PolicyName: DENIAL });
  },
};

async function readTrust(call: Call, RoleName: string): Promise<Trust> {
  const answer = await call("iam", "GetRole", { RoleName });
  const role = z.object({ Role: z.object({ AssumeRolePolicyDocument: z.string() }) }).parse(answer);
  return document.parse(JSON.parse(decodeURIComponent(role.Role.AssumeRolePolicyDocument)));
}

async function putTrust(call: Call, RoleName: string, trust: object): Promise<void> {
  const PolicyDocument = JSON.stringify(trust);
  await call("iam", "UpdateAssumeRolePolicy", { RoleName, PolicyDocument });
}

async function hasStatement(call: Call, name: string, sid: string): Promise<boolean> {
  return (await readTrust(call, name)).Statement.some(({ Sid }) => Sid === sid);
}

/** Roles that AWS's own services use are left alone. */
async function trustsAnAccount(call: Call, name: string): Promise<boolean> {
  const { Statement } = await readTrust(call, name);
  return Statement.some(
    ({ Principal }) =>
      Principal === "*" || (typeof Principal === "object" && Principal.AWS !== undefined),
  );
}

/** An operator without a key left is none. */
function withoutExternalId(
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(condition).flatMap(([operator, keys]) => {
      const left = Object.entries(keys).filter(([key]) => key !== "sts:ExternalId");
      return left.length === 0 ? [] : [[operator, Object.fromEntries(left)]];
    }),
  );
}
