import { PermanentError, TransientError } from "../errors.ts";
import type { Connection } from "../integrations/port.ts";

/** IAM takes a while to know a new role everywhere; until then it refuses it. */
const NEW_ROLE_MILLISECONDS = 5 * 60_000;

/**
 * What a failure to act as a customer's role means: a refusal passes while the role is new.
 * @returns The error to throw.
 */
export function refusalOfRole(error: unknown, connection: Connection, now: Date): unknown {
  const refused = error instanceof PermanentError && error.code === "role-refused";
  const since = connection.connectedAt ?? connection.boundAt;
  if (!refused || now.getTime() - Date.parse(since) > NEW_ROLE_MILLISECONDS) return error;
  return new TransientError(
    "role-new",
    `AWS does not let us assume the role ${connection.roleArn} yet, which a new role needs some seconds for. It is tried again.`,
    { cause: error },
  );
}
