import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { AwsError } from "../service.ts";
import { uniqueId } from "../state/random-names.ts";
import { parsePolicy } from "./policy-document.ts";
import { checkRoleNames, noSuchRole, type NewRole, type Role } from "./role.ts";
import { showPrincipals, storePrincipals } from "./trust-principals.ts";

const TABLES = `
  CREATE TABLE IF NOT EXISTS role (
    account TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, path TEXT NOT NULL,
    arn TEXT NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE, trust TEXT NOT NULL, description TEXT,
    max_session INTEGER NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL,
    PRIMARY KEY (account, name)) STRICT;
  CREATE TABLE IF NOT EXISTS role_policy (
    role TEXT NOT NULL REFERENCES role (id), name TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (role, name)) STRICT`;

const rows = {
  role: z
    .object({
      account: z.string(),
      name: z.string(),
      path: z.string(),
      arn: z.string(),
      id: z.string(),
      trust: z.string(),
      description: z.string().nullable(),
      max_session: z.number(),
      tags: z.string(),
      created: z.number(),
    })
    .transform((row): Role => ({
      accountId: row.account,
      name: row.name,
      path: row.path,
      arn: row.arn,
      id: row.id,
      trustPolicy: row.trust,
      description: row.description ?? undefined,
      maxSessionDuration: row.max_session,
      tags: JSON.parse(row.tags) as Role["tags"],
      createdAt: new Date(row.created),
    })),
  policy: z.object({ name: z.string(), document: z.string() }),
};

/** The roles of all simulated accounts, as far as this product uses IAM. */
export class IamStore {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, now: () => Date) {
    this.#database = database;
    this.#now = now;
    database.exec(TABLES);
  }

  /** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument, ValidationException */
  createRole(accountId: string, role: NewRole): Role {
    const path = role.path ?? "/";
    const maxSession = role.maxSessionDuration ?? 3600;
    checkRoleNames(role.name, path);
    if (maxSession < 3600 || maxSession > 43_200) {
      throw new AwsError("ValidationException", "maxSessionDuration must be 3600 to 43200");
    }
    const trust = this.#storableTrust(role.trustPolicy);
    if (this.findRole(accountId, role.name) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Role with name ${role.name} already exists.`, 409);
    }
    const arn = `arn:aws:iam::${accountId}:role${path}${role.name}`;
    const tags = JSON.stringify(role.tags ?? []);
    this.#database
      .prepare("INSERT INTO role VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        ...[accountId, role.name, path, arn, uniqueId("AROA"), trust],
        ...[role.description ?? null, maxSession, tags, this.#now().getTime()],
      );
    return this.getRole(accountId, role.name);
  }

  findRole(accountId: string, name: string): Role | undefined {
    return this.#role("account = ? AND name = ?", accountId, name);
  }

  /** @throws AwsError NoSuchEntity */
  getRole(accountId: string, name: string): Role {
    const role = this.findRole(accountId, name);
    if (role === undefined) throw noSuchRole(name);
    return role;
  }

  findRoleByArn(arn: string): Role | undefined {
    return this.#role("arn = ?", arn);
  }

  findRoleById(id: string): Role | undefined {
    return this.#role("id = ?", id);
  }

  /** In order of name. */
  listRoles(accountId: string, pathPrefix = "/"): Role[] {
    return this.#database
      .prepare("SELECT * FROM role WHERE account = ? AND substr(path, 1, ?) = ? ORDER BY name")
      .all(accountId, pathPrefix.length, pathPrefix)
      .map((row) => rows.role.parse(row));
  }

  /** The trust policy as people see it: ARNs for the ids of roles that still exist. */
  shownTrustPolicy(role: Role): string {
    return showPrincipals(role.trustPolicy, (id) => this.findRoleById(id)?.arn);
  }

  /** @throws AwsError NoSuchEntity, MalformedPolicyDocument */
  updateAssumeRolePolicy(accountId: string, name: string, trustPolicy: string): void {
    const { id } = this.getRole(accountId, name);
    const trust = this.#storableTrust(trustPolicy);
    this.#database.prepare("UPDATE role SET trust = ? WHERE id = ?").run(trust, id);
  }

  /** @throws AwsError NoSuchEntity, DeleteConflict while it has inline policies. */
  deleteRole(accountId: string, name: string): void {
    const { id } = this.getRole(accountId, name);
    if (this.rolePolicies(id).length > 0) {
      throw new AwsError(
        "DeleteConflict",
        "Cannot delete entity, must delete policies first.",
        409,
      );
    }
    this.#database.prepare("DELETE FROM role WHERE id = ?").run(id);
  }

  /** @throws AwsError NoSuchEntity, MalformedPolicyDocument */
  putRolePolicy(accountId: string, role: string, name: string, document: string): void {
    const { id } = this.getRole(accountId, role);
    parsePolicy(document, "identity");
    this.#database
      .prepare("INSERT OR REPLACE INTO role_policy VALUES (?, ?, ?)")
      .run(id, name, document);
  }

  /** @throws AwsError NoSuchEntity */
  deleteRolePolicy(accountId: string, role: string, name: string): void {
    const { id } = this.getRole(accountId, role);
    const { changes } = this.#database
      .prepare("DELETE FROM role_policy WHERE role = ? AND name = ?")
      .run(id, name);
    if (changes === 0) {
      throw new AwsError("NoSuchEntity", `The role policy with name ${name} cannot be found.`, 404);
    }
  }

  /** A role's inline policies in order of name; `document` is JSON. */
  rolePolicies(roleId: string): { readonly name: string; readonly document: string }[] {
    return this.#database
      .prepare("SELECT name, document FROM role_policy WHERE role = ? ORDER BY name")
      .all(roleId)
      .map((row) => rows.policy.parse(row));
  }

  #role(where: string, ...values: string[]): Role | undefined {
    const row = this.#database.prepare(`SELECT * FROM role WHERE ${where}`).get(...values);
    return row === undefined ? undefined : rows.role.parse(row);
  }

  #storableTrust(trustPolicy: string): string {
    parsePolicy(trustPolicy, "trust");
    return storePrincipals(trustPolicy, (arn) => this.findRoleByArn(arn)?.id);
  }
}
