import { AwsError, type Caller } from "../service.ts";
import type { SessionStore } from "../sts/session.ts";
import type { IamStore } from "./iam-store.ts";
import type { ConditionContext } from "./policy-conditions.ts";
import { parsePolicy, type PolicyDocument } from "./policy-document.ts";
import {
  combine,
  evaluatePolicies,
  statementApplies,
  type Decision,
  type PolicyRequest,
} from "./policy-evaluation.ts";
import { matchPrincipal, type Principal } from "./policy-principals.ts";

/** What a service adds to the question whether a call is allowed. */
export interface AuthorizationDetails {
  /** Condition keys of the service, for example `ecr:ResourceTag/…`. */
  readonly context?: ConditionContext;
  /** JSON of the resource's own policy, where it has one. */
  readonly resourcePolicy?: string | undefined;
  /** The resource's owner, where its ARN does not name him (S3). */
  readonly resourceAccountId?: string;
}

/** An answer of IAM, as whoever watches the account hears of it. */
export interface AuthorizedCall {
  /** Of a session its role's ARN, path included. */
  readonly principalArn: string;
  /** For example `ecr:BatchGetImage`. */
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly allowed: boolean;
}

/** Decides whether a caller may do something, by the policies of roles, sessions and resources. */
export class Authorizer {
  readonly #iam: IamStore;
  readonly #sessions: SessionStore;
  readonly #now: () => Date;
  readonly #onAuthorized: (call: AuthorizedCall) => void;

  constructor(
    iam: IamStore,
    sessions: SessionStore,
    now: () => Date,
    onAuthorized: (call: AuthorizedCall) => void = () => undefined,
  ) {
    this.#iam = iam;
    this.#sessions = sessions;
    this.#now = now;
    this.#onAuthorized = onAuthorized;
  }

  /** Tells whoever watches of a call; for decisions that are made elsewhere (AssumeRole). */
  record(call: AuthorizedCall): void {
    this.#onAuthorized(call);
  }

  /**
   * @param action For example `ecr:BatchGetImage`.
   * @param resource ARN, or `*` where the action has no resource.
   * @throws AwsError AccessDeniedException in AWS's words.
   */
  authorize(
    caller: Caller,
    action: string,
    resource: string,
    details: AuthorizationDetails = {},
  ): void {
    const decision = this.decide(caller, action, resource, details);
    if (decision === "allow") return;
    const reason =
      decision === "deny"
        ? "with an explicit deny in a policy"
        : `because no identity-based policy allows the ${action} action`;
    throw new AwsError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
    );
  }

  /** The same as a word: `none` is an implicit denial. */
  decide(
    caller: Caller,
    action: string,
    resource: string,
    details: AuthorizationDetails = {},
  ): Decision {
    const decision = this.#decide(caller, action, resource, details);
    const { principalArn } = caller;
    this.record({ principalArn, action, resource, allowed: decision === "allow" });
    return decision;
  }

  #decide(
    caller: Caller,
    action: string,
    resource: string,
    details: AuthorizationDetails,
  ): Decision {
    const context = { ...this.#globalContext(caller), ...details.context };
    const request = { action, resource, context };
    const owner = details.resourceAccountId ?? resource.split(":")[4] ?? "";
    const sameAccount = owner === "" || owner === caller.accountId;
    const byIdentity = this.#byIdentity(caller, request);
    const byResource =
      details.resourcePolicy === undefined
        ? "none"
        : resourceDecision(
            parsePolicy(details.resourcePolicy, "resource"),
            this.principalOf(caller),
            request,
            { sameAccount },
          );
    if (byIdentity === "deny" || byResource === "deny") return "deny";
    const allowed = sameAccount
      ? byIdentity === "allow" || byResource === "allow"
      : byIdentity === "allow" && byResource === "allow";
    return allowed ? "allow" : "none";
  }

  /** What a caller's own policies say, whatever the resource's policy says. */
  decideByIdentity(
    caller: Caller,
    action: string,
    resource: string,
    context: ConditionContext = {},
  ): Decision {
    const full = { ...this.#globalContext(caller), ...context };
    return this.#byIdentity(caller, { action, resource, context: full });
  }

  /**
   * Whether a resource's policy lets everybody in, signed or not.
   *
   * @param resourcePolicy JSON.
   * @param secureTransport Whether the request came over TLS.
   */
  everybodyMay(
    action: string,
    resource: string,
    resourcePolicy: string | undefined,
    secureTransport: boolean,
  ): boolean {
    if (resourcePolicy === undefined) return false;
    const policy = parsePolicy(resourcePolicy, "resource");
    const context = { "aws:SecureTransport": String(secureTransport) };
    const request = { action, resource, context };
    return resourceDecision(policy, { kind: "anonymous" }, request) === "allow";
  }

  /**
   * Whether a resource's policy lets an AWS service act on it.
   *
   * @param service For example `events.amazonaws.com`.
   * @param resourcePolicy JSON.
   * @param context Keys such as `aws:SourceArn`.
   */
  resourceLetsService(
    service: string,
    action: string,
    resource: string,
    resourcePolicy: string | undefined,
    context: ConditionContext,
  ): boolean {
    if (resourcePolicy === undefined) return false;
    const policy = parsePolicy(resourcePolicy, "resource");
    const request = { action, resource, context };
    return resourceDecision(policy, { kind: "service", service }, request) === "allow";
  }

  /** A caller as policies on resources and roles may name him. */
  principalOf(caller: Caller): Principal {
    const session = this.#sessions.find(caller.accessKeyId);
    return {
      kind: "aws",
      accountId: caller.accountId,
      arn: caller.arn,
      roleId: session?.roleId,
      roleArn: session?.roleArn,
    };
  }

  /**
   * Whether an AWS service may do something through a role that trusts it, as EventBridge does
   * with a target's role.
   *
   * @param service For example `events.amazonaws.com`.
   * @param context Keys such as `aws:SourceArn` for the trust policy's conditions.
   */
  serviceMay(
    service: string,
    roleArn: string,
    action: string,
    resource: string,
    context: ConditionContext = {},
  ): boolean {
    const role = this.#iam.findRoleByArn(roleArn);
    if (role === undefined) return false;
    const trust = parsePolicy(role.trustPolicy, "trust");
    const assume = { action: "sts:AssumeRole", resource: roleArn, context };
    const trusted = resourceDecision(trust, { kind: "service", service }, assume);
    const policies = this.#policiesOf(role.id);
    const permitted = evaluatePolicies(policies, { action, resource, context });
    const allowed = trusted === "allow" && permitted === "allow";
    this.record({ principalArn: roleArn, action, resource, allowed });
    return allowed;
  }

  #policiesOf(roleId: string): PolicyDocument[] {
    return this.#iam.rolePolicies(roleId).map(({ document }) => parsePolicy(document, "identity"));
  }

  #byIdentity(caller: Caller, request: PolicyRequest): Decision {
    const session = this.#sessions.find(caller.accessKeyId);
    // An account's root may do everything in it, and hand rights to nobody else's. A stack may
    // outlive the session that launched it: what is forgotten may do nothing.
    if (session === undefined) return caller.arn.endsWith(":root") ? "allow" : "none";
    if (this.#iam.findRoleById(session.roleId) === undefined) return "none";
    const byRole = evaluatePolicies(this.#policiesOf(session.roleId), request);
    if (session.policy === undefined || byRole === "deny") return byRole;
    const bySession = evaluatePolicies([parsePolicy(session.policy, "identity")], request);
    return bySession === "allow" ? byRole : bySession;
  }

  #globalContext(caller: Caller): ConditionContext {
    const session = this.#sessions.find(caller.accessKeyId);
    const now = this.#now();
    return {
      "aws:PrincipalArn": caller.principalArn,
      "aws:PrincipalAccount": caller.accountId,
      "aws:PrincipalType": session === undefined ? "Account" : "AssumedRole",
      "aws:userid":
        session === undefined ? caller.accountId : `${session.roleId}:${session.sessionName}`,
      "aws:RequestedRegion": caller.region,
      "aws:SecureTransport": String(caller.secureTransport ?? false),
      "aws:CurrentTime": now.toISOString(),
      "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    };
  }
}

/**
 * What a policy on a resource says of a principal's request.
 *
 * @param sameAccount Of principal and resource: naming the account then leaves the decision to the
 *   principal's own policies, and so allows nothing by itself.
 */
export function resourceDecision(
  policy: PolicyDocument,
  principal: Principal,
  request: PolicyRequest,
  { sameAccount }: { readonly sameAccount: boolean } = { sameAccount: false },
): Decision {
  return combine(
    policy.Statement.filter((statement) => {
      const match = matchPrincipal(statement, principal);
      if (match === undefined || !statementApplies(statement, request)) return false;
      return statement.Effect === "Deny" || match !== "account" || !sameAccount;
    }),
  );
}
