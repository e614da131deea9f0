import type { Statement } from "./policy-document.ts";

/** Who asks, as policies on resources and roles may name him. */
export type Principal =
  | {
      readonly kind: "aws";
      readonly accountId: string;
      /** As GetCallerIdentity answers. */
      readonly arn: string;
      /** Of the role behind a session; undefined for an account's root. */
      readonly roleId: string | undefined;
      readonly roleArn: string | undefined;
    }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "anonymous" };

/** How closely a statement names somebody: himself, his whole account, or everybody. */
export type PrincipalMatch = "exact" | "account" | "everybody";

function matchAws(
  name: string,
  principal: Extract<Principal, { kind: "aws" }>,
): PrincipalMatch | undefined {
  if (name === "*") return "everybody";
  if (
    name === principal.accountId ||
    /^arn:[\w-]+:iam::(\d{12}):root$/u.exec(name)?.[1] === principal.accountId
  ) {
    return principal.roleId === undefined ? "exact" : "account";
  }
  // A role's ARN was stored as its id, so that a recreated role is somebody else;
  // one that still reads as an ARN comes from a resource policy.
  if (name === principal.arn || name === principal.roleId || name === principal.roleArn) {
    return "exact";
  }
  return undefined;
}

const CLOSEST: readonly PrincipalMatch[] = ["exact", "everybody", "account"];

/** How a statement's Principal names `principal`, or undefined when it does not. */
export function matchPrincipal(
  statement: Statement,
  principal: Principal,
): PrincipalMatch | undefined {
  const { AWS = [], Service = [] } = statement.Principal ?? {};
  if (principal.kind === "service") {
    return Service.includes(principal.service) ? "exact" : undefined;
  }
  if (principal.kind === "anonymous") return AWS.includes("*") ? "everybody" : undefined;
  const matches = AWS.map((name) => matchAws(name, principal));
  return CLOSEST.find((closeness) => matches.includes(closeness));
}
