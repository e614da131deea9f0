import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../service.ts";
import { inTransaction } from "../state/database.ts";
import { suffix } from "../state/random-names.ts";
import { checkSecretName, noSuchSecret, type Secret } from "./secret.ts";
import { secretRow } from "./secret-row.ts";

const TABLES = `
  CREATE TABLE IF NOT EXISTS secret (
    arn TEXT PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
    description TEXT, tags TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL,
    deleted INTEGER, UNIQUE (account, region, name)) STRICT`;

/** An account's Secrets Manager in one Region. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The secrets of all simulated accounts, without their values (SecretVersionStore). */
export class SecretStore {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, now: () => Date) {
    this.#database = database;
    this.#now = now;
    database.exec(TABLES);
  }

  /**
   * Creates a secret without a value. Six random characters end its ARN.
   *
   * @throws AwsError ResourceExistsException, InvalidRequestException, ValidationException
   */
  create(
    place: Place,
    name: string,
    details: {
      readonly description?: string | undefined;
      readonly tags?: Secret["tags"] | undefined;
    } = {},
  ): Secret {
    checkSecretName(name);
    const existing = this.#named(place, name);
    if (existing?.deletedAt !== undefined) {
      throw new AwsError(
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (existing !== undefined) {
      throw new AwsError(
        "ResourceExistsException",
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    const { accountId, region } = place;
    const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix(6)}`;
    const now = this.#now().getTime();
    this.#database
      .prepare("INSERT INTO secret VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)")
      .run(
        ...[arn, accountId, region, name, details.description ?? null],
        ...[JSON.stringify(details.tags ?? []), now, now],
      );
    return this.get(place, arn);
  }

  /**
   * @param place Where it is looked for: another Region's secrets are not found by their ARN either.
   * @param id Name, ARN, or ARN without the random characters at its end.
   */
  find(place: Place, id: string): Secret | undefined {
    if (!id.startsWith("arn:")) return this.#named(place, id);
    const [, , , region = "", accountId = "", , ...rest] = id.split(":");
    if (region !== place.region) return undefined;
    return this.#secret("arn = ?", id) ?? this.#named({ accountId, region }, rest.join(":"));
  }

  /** @throws AwsError ResourceNotFoundException */
  get(place: Place, id: string): Secret {
    const secret = this.find(place, id);
    if (secret === undefined) throw noSuchSecret();
    return secret;
  }

  /** In order of name. */
  list({ accountId, region }: Place): Secret[] {
    this.#removeDue();
    return this.#database
      .prepare("SELECT * FROM secret WHERE account = ? AND region = ? ORDER BY name")
      .all(accountId, region)
      .map((row) => secretRow.parse(row));
  }

  /** Notes that a secret's value changed now. */
  touch(secret: Secret): void {
    this.#database
      .prepare("UPDATE secret SET changed = ? WHERE arn = ?")
      .run(this.#now().getTime(), secret.arn);
  }

  /** @param deletedAt Milliseconds since 1970 when the secret goes for good; undefined restores it. */
  markDeleted(secret: Secret, deletedAt: number | undefined): void {
    this.#database
      .prepare("UPDATE secret SET deleted = ? WHERE arn = ?")
      .run(deletedAt ?? null, secret.arn);
  }

  /** Removes a secret and its values at once. */
  remove(secret: Secret): void {
    this.#database.prepare("DELETE FROM secret WHERE arn = ?").run(secret.arn);
  }

  /** All of the writes of `work`, or none. */
  atomically<Result>(work: () => Result): Result {
    return inTransaction(this.#database, work);
  }

  #removeDue(): void {
    this.#database.prepare("DELETE FROM secret WHERE deleted <= ?").run(this.#now().getTime());
  }

  #named({ accountId, region }: Place, name: string): Secret | undefined {
    return this.#secret("account = ? AND region = ? AND name = ?", accountId, region, name);
  }

  #secret(where: string, ...values: string[]): Secret | undefined {
    this.#removeDue();
    const row = this.#database.prepare(`SELECT * FROM secret WHERE ${where}`).get(...values);
    return row === undefined ? undefined : secretRow.parse(row);
  }
}
