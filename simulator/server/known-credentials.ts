import type { AccountCredentials } from "../options.ts";
import { sessionArn, type SessionStore } from "../sts/session.ts";
import type { FindCredentials } from "./caller.ts";

/** The credentials that the simulator knows: the accounts' roots and the sessions of STS. */
export function knownCredentials(
  accounts: readonly AccountCredentials[],
  sessions: SessionStore,
): FindCredentials {
  const roots = new Map(accounts.map((account) => [account.accessKeyId, account]));
  return (accessKeyId) => {
    const root = roots.get(accessKeyId);
    if (root !== undefined) {
      const { accountId, secretAccessKey } = root;
      const arn = `arn:aws:iam::${accountId}:root`;
      return { secretAccessKey, principal: { accountId, arn, principalArn: arn, accessKeyId } };
    }
    const session = sessions.find(accessKeyId);
    if (session === undefined) return undefined;
    const { accountId, secretAccessKey, roleArn } = session;
    return {
      secretAccessKey,
      session: { token: session.sessionToken, expiresAt: session.expiresAt },
      principal: {
        accountId,
        arn: sessionArn(session),
        principalArn: roleArn,
        accessKeyId,
      },
    };
  };
}
