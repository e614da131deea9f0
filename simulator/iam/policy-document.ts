import * as z from "zod";
import { AwsError } from "../service.ts";
import { isKnownOperator } from "./policy-conditions.ts";

type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const scalar = z.union([z.string(), z.boolean(), z.number()]);
const conditionValues = z
  .union([scalar, z.array(scalar)])
  .transform((value) => [value].flat().map(String));

const principal = z.union([
  z.literal("*").transform((): Partial<Record<PrincipalType, string[]>> => ({ AWS: ["*"] })),
  z.partialRecord(z.enum(["AWS", "Service", "Federated", "CanonicalUser"]), oneOrMore),
]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: z.never("The simulator does not do NotPrincipal").optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
});

const policyDocument = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/**
 * A policy, its one-or-many members as lists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export type PolicyDocument = z.output<typeof policyDocument>;
/** One statement of a policy. */
export type Statement = z.output<typeof statement>;

function problem(document: PolicyDocument, kind: PolicyKind): string | undefined {
  for (const each of document.Statement) {
    const actions = each.Action ?? each.NotAction ?? [];
    if ((each.Action === undefined) === (each.NotAction === undefined) || actions.length === 0) {
      return "Policy statement must contain actions.";
    }
    const malformed = actions.find((action) => action !== "*" && !/^[\w-]+:[\w*?]+$/u.test(action));
    if (malformed !== undefined)
      return `Actions/Conditions must be prefaced by a vendor: ${malformed}`;
    const unknown = Object.keys(each.Condition ?? {}).find((name) => !isKnownOperator(name));
    if (unknown !== undefined) {
      return `The simulator does not do the condition operator ${unknown}`;
    }
    if (kind === "identity") {
      if (each.Principal !== undefined) return "Policy document should not specify a principal.";
      if ((each.Resource === undefined) === (each.NotResource === undefined)) {
        return "Policy statement must contain resources.";
      }
    }
    if (kind !== "identity" && each.Principal === undefined) {
      return "Missing required field Principal";
    }
    if (kind === "trust" && (each.Resource ?? each.NotResource) !== undefined) {
      return "Has prohibited field Resource";
    }
  }
  return undefined;
}

/** Where a policy hangs: on a principal, on a role as its trust policy, or on a resource. */
export type PolicyKind = "identity" | "trust" | "resource";

/**
 * Reads and checks a policy.
 *
 * @param text The JSON document.
 * @throws AwsError MalformedPolicyDocument
 */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("MalformedPolicyDocument", `Syntax errors in policy: ${reason}`);
  }
  const result = policyDocument.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new AwsError(
      "MalformedPolicyDocument",
      `Syntax errors in policy: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`,
    );
  }
  const wrong = problem(result.data, kind);
  if (wrong !== undefined) throw new AwsError("MalformedPolicyDocument", wrong);
  return result.data;
}
