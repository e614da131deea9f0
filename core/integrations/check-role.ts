import type { CheckFinding, CheckReport } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { refusalOfRole } from "../images/new-role.ts";
import { type CheckDependencies, RESTORE } from "./check-context.ts";
import { answerOrRefusal, broken, fine } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";

/** A role of the stack, and the words for it. */
interface CheckedRole {
  readonly roleArn: string;
  /** Begins the codes of its findings: empty, or `setup-`. */
  readonly prefix: string;
  /** Whether it has let us in before: what it refuses is not IAM's being slow to know it. */
  readonly isKnown: boolean;
}

/**
 * Proves the roles of a stack: each lets us in with the integration's external ID, and nobody
 * without it or with another. The sessions may do nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 *
 * @param last Report of the check before: a role that let us in then is no new one.
 * @throws TransientError, also while the role is only minutes old and refuses us
 */
export async function roleFindings(
  dependencies: Pick<CheckDependencies, "account" | "randomBytes" | "now">,
  integration: ConnectedIntegration,
  last: CheckReport | undefined,
): Promise<readonly CheckFinding[]> {
  const { roleArn, setupRoleArn } = integration.connection;
  const roles = [
    { roleArn, prefix: "" },
    ...(setupRoleArn === undefined ? [] : [{ roleArn: setupRoleArn, prefix: "setup-" }]),
  ];
  const findings: CheckFinding[] = [];
  for (const role of roles) {
    const isKnown = hasLetUsIn(last, integration, role);
    findings.push(...(await findingsOf(dependencies, integration, { ...role, isKnown })));
  }
  return findings;
}

async function findingsOf(
  dependencies: Pick<CheckDependencies, "account" | "randomBytes" | "now">,
  integration: ConnectedIntegration,
  role: CheckedRole,
): Promise<readonly CheckFinding[]> {
  const { account, now } = dependencies;
  const { connection, externalId } = integration;
  const { roleArn, prefix, isKnown } = role;
  const session = await answerOrRefusal(() => account.assume({ roleArn }, externalId));
  if (session instanceof PermanentError || session === "refused") {
    const error = session === "refused" ? roleRefused(roleArn) : session;
    const refusal = isKnown ? error : refusalOfRole(error, connection, now());
    if (refusal !== error) throw refusal;
    return [
      broken(
        `${prefix}role`,
        error.message,
        `Look whether the stack ${connection.stackId} is there still: if not, launch it again by the integration's link. If it is, give the role the trust policy that the template has, and see that no policy of your organization in AWS forbids it.`,
      ),
    ];
  }
  return [letIn(role), await externalIdFinding(dependencies, role)];
}

function letIn({ roleArn, prefix }: Pick<CheckedRole, "roleArn" | "prefix">): CheckFinding {
  return fine(`${prefix}role`, `The role ${roleArn} lets us in.`);
}

/** Whether the check before, of this stack and of this role, was let in. */
function hasLetUsIn(
  last: CheckReport | undefined,
  { connection }: ConnectedIntegration,
  role: Pick<CheckedRole, "roleArn" | "prefix">,
): boolean {
  if (last === undefined || last.checkedAt < connection.boundAt) return false;
  const { code, message } = letIn(role);
  return last.findings.some((found) => found.code === code && found.message === message);
}

async function externalIdFinding(
  { account, randomBytes }: Pick<CheckDependencies, "account" | "randomBytes">,
  { roleArn, prefix }: CheckedRole,
): Promise<CheckFinding> {
  const code = `${prefix}external-id`;
  const ways = [
    [undefined, "without any external ID"],
    [randomBytes(16).toString("hex"), "with an external ID other than the integration's"],
  ] as const;
  for (const [externalId, how] of ways) {
    // Only now, after it was let in with the right one, does a refusal mean something.
    if ((await account.assume({ roleArn }, externalId)) === "refused") continue;
    return broken(
      code,
      `The role ${roleArn} can be assumed ${how}, so that whoever learns of it could have us read its registry for them: its trust policy lacks the condition sts:ExternalId.`,
      RESTORE,
    );
  }
  return fine(
    code,
    `The role ${roleArn} refuses us without the integration's external ID, and with another.`,
  );
}

function roleRefused(roleArn: string): PermanentError {
  return new PermanentError(
    "role-refused",
    `AWS does not let us assume the role ${roleArn} with the integration's external ID: its stack was deleted, or the role or its trust policy was changed.`,
  );
}
