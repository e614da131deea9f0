import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";

/** Temporary credentials and whose they are. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly accountId: string;
  readonly roleId: string;
  readonly roleName: string;
  /** With the role's path: `aws:PrincipalArn`. */
  readonly roleArn: string;
  readonly sessionName: string;
  /** JSON; narrows what the role may do. */
  readonly policy: string | undefined;
  readonly expiresAt: Date;
}

/** `arn:aws:sts::…:assumed-role/<role name without path>/<session>` */
export function sessionArn(session: Session): string {
  return `arn:aws:sts::${session.accountId}:assumed-role/${session.roleName}/${session.sessionName}`;
}

const sessionRow = z
  .object({
    access_key: z.string(),
    secret_key: z.string(),
    token: z.string(),
    account: z.string(),
    role_id: z.string(),
    role_name: z.string(),
    role_arn: z.string(),
    name: z.string(),
    policy: z.string().nullable(),
    expires: z.number(),
  })
  .transform((row): Session => ({
    accessKeyId: row.access_key,
    secretAccessKey: row.secret_key,
    sessionToken: row.token,
    accountId: row.account,
    roleId: row.role_id,
    roleName: row.role_name,
    roleArn: row.role_arn,
    sessionName: row.name,
    policy: row.policy ?? undefined,
    expiresAt: new Date(row.expires),
  }));

/** How long an expired session is remembered, so that its use is refused as expired, not unknown. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** The sessions that STS has issued. */
export class SessionStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, now: () => Date) {
    this.#database = database;
    database.exec(`
      CREATE TABLE IF NOT EXISTS session (
        access_key TEXT PRIMARY KEY, secret_key TEXT NOT NULL, token TEXT NOT NULL,
        account TEXT NOT NULL, role_id TEXT NOT NULL, role_name TEXT NOT NULL,
        role_arn TEXT NOT NULL, name TEXT NOT NULL, policy TEXT, expires INTEGER NOT NULL) STRICT`);
    database.prepare("DELETE FROM session WHERE expires < ?").run(now().getTime() - REMEMBERED_MS);
  }

  add(session: Session): void {
    this.#database
      .prepare("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        ...[session.accessKeyId, session.secretAccessKey, session.sessionToken],
        ...[session.accountId, session.roleId, session.roleName, session.roleArn],
        ...[session.sessionName, session.policy ?? null, session.expiresAt.getTime()],
      );
  }

  find(accessKeyId: string): Session | undefined {
    const row = this.#database
      .prepare("SELECT * FROM session WHERE access_key = ?")
      .get(accessKeyId);
    return row === undefined ? undefined : sessionRow.parse(row);
  }
}
