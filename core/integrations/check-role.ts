import type { CheckFinding } from "../contract/check-report.ts";
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
}

/**
 * Proves the roles of a stack: each lets us in with the integration's external ID, and nobody
 * without it or with another. The sessions may do nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 *
 * @throws TransientError, also while the role is only minutes old and refuses us
 */
export async function roleFindings(
  dependencies: Pick<CheckDependencies, "account" | "randomBytes" | "now">,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[]> {
  const { roleArn, setupRoleArn } = integration.connection;
  const findings = await findingsOf(dependencies, integration, { roleArn, prefix: "" });
  if (setupRoleArn === undefined) return findings;
  const setup = { roleArn: setupRoleArn, prefix: "setup-" };
  return [...findings, ...(await findingsOf(dependencies, integration, setup))];
}

async function findingsOf(
  dependencies: Pick<CheckDependencies, "account" | "randomBytes" | "now">,
  integration: ConnectedIntegration,
  role: CheckedRole,
): Promise<readonly CheckFinding[]> {
  const { account, now } = dependencies;
  const { connection, externalId } = integration;
  const { roleArn, prefix } = role;
  const session = await answerOrRefusal(() => account.assume({ roleArn }, externalId));
  if (session instanceof PermanentError || session === "refused") {
    const error = session === "refused" ? roleRefused(roleArn) : session;
    const refusal = refusalOfRole(error, connection, now());
    if (refusal !== error) throw refusal;
    return [
      broken(
        `${prefix}role`,
        error.message,
        `Look whether the stack ${connection.stackId} is there still: if not, launch it again by the integration's link. If it is, give the role the trust policy that the template has, and see that no policy of your organization in AWS forbids it.`,
      ),
    ];
  }
  const assumed = fine(`${prefix}role`, `The role ${roleArn} lets us in.`);
  return [assumed, await externalIdFinding(dependencies, role)];
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
