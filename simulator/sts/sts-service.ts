import { AwsError, type QueryService } from "../service.ts";
import { assumeRole, issueSession, type AssumeRoleContext } from "./assume-role.ts";
import type { Session } from "./session.ts";
import { parsePolicy } from "../iam/policy-document.ts";
import { resourceDecision } from "../iam/authorizer.ts";

/** STS: AssumeRole and GetCallerIdentity. */
export function createStsService(context: AssumeRoleContext): QueryService {
  return {
    protocol: "query",
    signingName: "sts",
    version: "2011-06-15",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: {
      AssumeRole: (input, caller) => Promise.resolve(assumeRole(context, input, caller)),
      GetCallerIdentity: (_input, caller) => {
        const session = context.sessions.find(caller.accessKeyId);
        return Promise.resolve({
          UserId:
            session === undefined ? caller.accountId : `${session.roleId}:${session.sessionName}`,
          Account: caller.accountId,
          Arn: caller.arn,
        });
      },
    },
  };
}

/**
 * Credentials that an AWS service gets for a role that trusts it, as Lambda does for a function's
 * execution role. Not a call that anybody can sign.
 *
 * @param service For example `lambda.amazonaws.com`.
 * @param seconds How long they live.
 * @throws AwsError NoSuchEntity, AccessDeniedException
 */
export function credentialsForService(
  context: AssumeRoleContext,
  service: string,
  roleArn: string,
  sessionName: string,
  seconds: number,
): Session {
  const role = context.iam.findRoleByArn(roleArn);
  if (role === undefined) {
    throw new AwsError("NoSuchEntity", `The role ${roleArn} cannot be found.`, 404);
  }
  const decision = resourceDecision(
    parsePolicy(role.trustPolicy, "trust"),
    { kind: "service", service },
    { action: "sts:AssumeRole", resource: roleArn, context: {} },
  );
  if (decision !== "allow") {
    throw new AwsError("AccessDeniedException", `${service} is not trusted by ${roleArn}`);
  }
  return issueSession(context, role, sessionName, seconds);
}
