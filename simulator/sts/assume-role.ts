import * as z from "zod";
import type { Authorizer } from "../iam/authorizer.ts";
import type { IamStore } from "../iam/iam-store.ts";
import type { ConditionContext } from "../iam/policy-conditions.ts";
import { parsePolicy } from "../iam/policy-document.ts";
import { combine, statementApplies } from "../iam/policy-evaluation.ts";
import { matchPrincipal, type Principal } from "../iam/policy-principals.ts";
import type { Role } from "../iam/role.ts";
import { parseInput } from "../server/parse-input.ts";
import { AwsError, type Caller, type Document } from "../service.ts";
import { opaqueToken, secretAccessKey, temporaryAccessKeyId } from "../state/random-names.ts";
import { sessionArn, type Session, type SessionStore } from "./session.ts";

/** What AssumeRole rests on. */
export interface AssumeRoleContext {
  readonly iam: IamStore;
  readonly sessions: SessionStore;
  readonly authorizer: Authorizer;
  /** How long a new role can't be assumed yet, milliseconds. */
  readonly rolePropagationMs: number;
  readonly now: () => Date;
}

const inputSchema = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]+$/u),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
  ExternalId: z
    .string()
    .min(2)
    .max(1224)
    .regex(/^[\w+=,.@:/-]+$/u)
    .optional(),
  Policy: z.string().min(1).max(2048).optional(),
});

/** Members of the input that would change the answer and that the simulator does not do. */
const NOT_DONE = [
  ...["PolicyArns", "ProvidedContexts", "SerialNumber", "SourceIdentity"],
  ...["Tags", "TokenCode", "TransitiveTagKeys"],
];

const ACTION = "sts:AssumeRole";
/** A session made with another session's credentials lives one hour at most. */
const LONGEST_CHAINED_SECONDS = 3600;

/** Creates a role's session. It lives `seconds` and may do what the role and `policy` both allow. */
export function issueSession(
  { sessions, now }: Pick<AssumeRoleContext, "sessions" | "now">,
  role: Role,
  sessionName: string,
  seconds: number,
  policy?: string,
): Session {
  const session: Session = {
    accessKeyId: temporaryAccessKeyId(),
    secretAccessKey: secretAccessKey(),
    sessionToken: opaqueToken(),
    accountId: role.accountId,
    roleId: role.id,
    roleName: role.name,
    roleArn: role.arn,
    sessionName,
    policy,
    // AWS's times have whole seconds.
    expiresAt: new Date(Math.floor(now().getTime() / 1000 + seconds) * 1000),
  };
  sessions.add(session);
  return session;
}

function trusts(role: Role, principal: Principal, context: ConditionContext, permitted: boolean) {
  const statements = parsePolicy(role.trustPolicy, "trust").Statement.filter((statement) =>
    statementApplies(statement, { action: ACTION, resource: role.arn, context }),
  );
  const applying = statements.flatMap((statement) => {
    const match = matchPrincipal(statement, principal);
    return match === undefined ? [] : [{ statement, match }];
  });
  if (combine(applying.map(({ statement }) => statement)) !== "allow") return false;
  // Inside one account, a trust policy that names the role itself is enough; one that names the
  // account leaves it to the caller's own policies. Across accounts both must allow.
  const sameAccount = principal.kind === "aws" && principal.accountId === role.accountId;
  return permitted || (sameAccount && applying.some(({ match }) => match !== "account"));
}

/**
 * AssumeRole: trust policy and, where AWS asks it, the caller's own policies.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @throws AwsError AccessDeniedException, ValidationException, MalformedPolicyDocument
 */
export function assumeRole(options: AssumeRoleContext, input: Document, caller: Caller): Document {
  const { iam, authorizer, rolePropagationMs, now } = options;
  const notDone = NOT_DONE.find((member) => input[member] !== undefined);
  if (notDone !== undefined) {
    throw new AwsError("ValidationException", `The simulator does not do ${notDone} of AssumeRole`);
  }
  const request = parseInput(inputSchema, input);
  if (request.Policy !== undefined) parsePolicy(request.Policy, "identity");
  const principal = authorizer.principalOf(caller);
  if (principal.kind !== "aws" || principal.roleId === undefined) {
    throw new AwsError("AccessDeniedException", "Roles may not be assumed by root accounts.");
  }
  const role = iam.findRoleByArn(request.RoleArn);
  const context: ConditionContext = {
    "aws:PrincipalArn": caller.principalArn,
    "aws:PrincipalAccount": caller.accountId,
    "aws:PrincipalType": "AssumedRole",
    "sts:RoleSessionName": request.RoleSessionName,
    ...(request.ExternalId === undefined ? {} : { "sts:ExternalId": request.ExternalId }),
  };
  // The role's own policy may allow what the identity asks for, so ask for the identity's side only.
  const ownRights = authorizer.decideByIdentity(caller, ACTION, request.RoleArn, context);
  const visible =
    role !== undefined && now().getTime() - role.createdAt.getTime() >= rolePropagationMs;
  const allowed =
    visible && ownRights !== "deny" && trusts(role, principal, context, ownRights === "allow");
  const { principalArn } = caller;
  authorizer.record({ principalArn, action: ACTION, resource: request.RoleArn, allowed });
  if (!allowed) {
    throw new AwsError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${ACTION} on resource: ${request.RoleArn}`,
    );
  }
  if (request.DurationSeconds > role.maxSessionDuration) {
    throw new AwsError(
      "ValidationException",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  if (request.DurationSeconds > LONGEST_CHAINED_SECONDS) {
    throw new AwsError(
      "ValidationException",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const { RoleSessionName, DurationSeconds, Policy } = request;
  const session = issueSession(options, role, RoleSessionName, DurationSeconds, Policy);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt.toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${session.sessionName}`,
      Arn: sessionArn(session),
    },
    ...(Policy === undefined ? {} : { PackedPolicySize: Math.ceil((Policy.length / 2048) * 100) }),
  };
}
