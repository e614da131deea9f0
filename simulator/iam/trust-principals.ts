import * as z from "zod";
import { AwsError } from "../service.ts";

const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/.+$/u;
const OTHER_PRINCIPAL = /^(?:\*|\d{12}|arn:[\w-]+:iam::\d{12}:root|AROA\w+)$/u;

const principals = z.looseObject({
  Statement: z.union([z.looseObject({}), z.array(z.looseObject({}))]),
});
const aws = z.looseObject({ AWS: z.union([z.string(), z.array(z.string())]) });

function rewrite(text: string, change: (principal: string) => string): string {
  const document = principals.parse(JSON.parse(text));
  const statements = [document.Statement].flat().map((statement) => {
    const named = aws.safeParse(statement["Principal"]);
    if (!named.success) return statement;
    const { AWS } = named.data;
    const changed = Array.isArray(AWS) ? AWS.map(change) : change(AWS);
    return { ...statement, Principal: { ...named.data, AWS: changed } };
  });
  return JSON.stringify({
    ...document,
    Statement: Array.isArray(document.Statement) ? statements : statements[0],
  });
}

/**
 * A trust policy as IAM stores it: each role's ARN becomes the role's unique id, so that a role
 * that is deleted and made again under the same name is not trusted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 *
 * @throws AwsError MalformedPolicyDocument when a role does not exist.
 */
export function storePrincipals(
  trustPolicy: string,
  idOf: (roleArn: string) => string | undefined,
): string {
  return rewrite(trustPolicy, (principal) => {
    const id = ROLE_ARN.test(principal) ? idOf(principal) : undefined;
    if (id !== undefined) return id;
    if (OTHER_PRINCIPAL.test(principal)) return principal;
    throw new AwsError(
      "MalformedPolicyDocument",
      `Invalid principal in policy: "AWS":"${principal}"`,
    );
  });
}

/** A stored trust policy as IAM shows it: ids of roles that exist are ARNs again. */
export function showPrincipals(
  trustPolicy: string,
  arnOf: (roleId: string) => string | undefined,
): string {
  return rewrite(trustPolicy, (principal) => arnOf(principal) ?? principal);
}
