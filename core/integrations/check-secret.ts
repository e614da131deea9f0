import type { CheckFinding } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { type CheckDependencies, UPDATE } from "./check-context.ts";
import { answerOrRefusal, fine, warning } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";
import { isOlder } from "./upgrade.ts";

/** The first version of the template whose role may look at the secret. */
const SEEN_SINCE = "3";

const MEANWHILE = "Events go on by EventBridge's own copy of the key, but the key can't be renewed";

/**
 * Looks at the secret that holds the key. Whatever is wrong with it keeps no image from being
 * seen, until the key is to be renewed or the stack updated.
 *
 * @throws TransientError
 */
export async function secretFindings(
  { inspection }: Pick<CheckDependencies, "inspection">,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[]> {
  const { secretArn, templateVersion } = integration.connection;
  if (secretArn === undefined) return [];
  const secret = await answerOrRefusal(() => inspection.secret(integration));
  if (secret instanceof PermanentError) {
    // The role itself is a finding already.
    if (secret.code === "role-refused") return [];
    const message = `The secret ${secretArn} can't be looked at: ${secret.message}`;
    if (isOlder(templateVersion, SEEN_SINCE)) return [warning("secret", message, UPDATE)];
    return [
      warning(
        "secret",
        `${message} ${MEANWHILE}.`,
        "Give the role its rights back as the template has them, and see that no policy of your organization or of the secret denies them.",
      ),
    ];
  }
  if (secret === undefined) {
    return [
      warning(
        "secret",
        `The secret ${secretArn} was deleted. ${MEANWHILE}, and an update of the stack fails.`,
        "Delete the stack and launch it again by the integration's link: what is known of your images stays.",
      ),
    ];
  }
  if (secret.deletedAt !== undefined) {
    return [
      warning(
        "secret",
        `The secret ${secretArn} was marked for deletion on ${secret.deletedAt}. ${MEANWHILE}.`,
        "Restore it in Secrets Manager, by “Cancel deletion”.",
      ),
    ];
  }
  return [fine("secret", `The secret ${secretArn} is there.`)];
}
