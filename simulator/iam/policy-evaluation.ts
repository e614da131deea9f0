import { conditionsHold, type ConditionContext } from "./policy-conditions.ts";
import type { PolicyDocument, Statement } from "./policy-document.ts";
import { matchesArn, matchesWildcard } from "./policy-wildcard.ts";

/** What policies say of a request; `none` is an implicit denial. */
export type Decision = "allow" | "deny" | "none";

/** What is asked of policies. */
export interface PolicyRequest {
  /** For example `ecr:BatchGetImage`. */
  readonly action: string;
  /** ARN, or `*` where the action has no resource. */
  readonly resource: string;
  readonly context: ConditionContext;
}

function namesAction(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
}

function withVariables(text: string, context: ConditionContext): string {
  return text.replace(/\$\{([^}]+)\}/gu, (whole, key: string) => {
    if (key === "*" || key === "?" || key === "$") return key;
    const value = context[key];
    return typeof value === "string" ? value : whole;
  });
}

function namesResource(
  patterns: readonly string[],
  resource: string,
  context: ConditionContext,
): boolean {
  return patterns.some((pattern) => matchesArn(withVariables(pattern, context), resource));
}

/** Whether a statement speaks of the request, whoever asks. */
export function statementApplies(statement: Statement, request: PolicyRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const { action, resource, context } = request;
  if (Action !== undefined && !namesAction(Action, action)) return false;
  if (NotAction !== undefined && namesAction(NotAction, action)) return false;
  if (Resource !== undefined && !namesResource(Resource, resource, context)) return false;
  if (NotResource !== undefined && namesResource(NotResource, resource, context)) return false;
  return conditionsHold(Condition, context);
}

/** The statements that apply, as one decision: an explicit denial wins. */
export function combine(applying: readonly Statement[]): Decision {
  if (applying.some((statement) => statement.Effect === "Deny")) return "deny";
  return applying.length > 0 ? "allow" : "none";
}

/**
 * What identity-based policies say of a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicies(
  policies: readonly PolicyDocument[],
  request: PolicyRequest,
): Decision {
  return combine(
    policies
      .flatMap((policy) => policy.Statement)
      .filter((statement) => statementApplies(statement, request)),
  );
}
