import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../service.ts";
import { checkSecretValue, type Secret, type SecretValue, type SecretVersion } from "./secret.ts";
import { versionRow } from "./secret-row.ts";

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

/** The values of secrets, as versions with labels. */
export class SecretVersionStore {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, now: () => Date) {
    this.#database = database;
    this.#now = now;
    database.exec(`
      CREATE TABLE IF NOT EXISTS secret_version (
        secret TEXT NOT NULL REFERENCES secret (arn) ON DELETE CASCADE, id TEXT NOT NULL,
        text TEXT, binary TEXT, stages TEXT NOT NULL, created INTEGER NOT NULL,
        PRIMARY KEY (secret, id)) STRICT`);
  }

  /** All versions, the oldest first. */
  list(secret: Secret): SecretVersion[] {
    return this.#database
      .prepare("SELECT * FROM secret_version WHERE secret = ? ORDER BY created, rowid")
      .all(secret.arn)
      .map((row) => versionRow.parse(row));
  }

  /**
   * Adds a version. Its labels leave the versions that had them; what was AWSCURRENT becomes
   * AWSPREVIOUS. The same token with the same value changes nothing.
   *
   * @param options `token` becomes the version's id; `stages` is AWSCURRENT unless given. The
   *   first version is AWSCURRENT in any case.
   * @throws AwsError InvalidParameterException, ResourceExistsException
   */
  put(
    secret: Secret,
    value: SecretValue,
    options: {
      readonly token?: string | undefined;
      readonly stages?: readonly string[] | undefined;
    } = {},
  ): SecretVersion {
    checkSecretValue(value);
    const versions = this.list(secret);
    const existing = versions.find(({ versionId }) => versionId === options.token);
    if (existing !== undefined) {
      if (
        existing.secretString === value.secretString &&
        existing.secretBinary === value.secretBinary
      ) {
        return existing;
      }
      throw new AwsError(
        "ResourceExistsException",
        "You can't use ClientRequestToken again with a different value.",
      );
    }
    const given = options.stages ?? [CURRENT];
    const stages = versions.length === 0 ? [...new Set([...given, CURRENT])] : [...given];
    const version: SecretVersion = {
      versionId: options.token ?? randomUUID(),
      ...value,
      stages: [],
      createdAt: this.#now().getTime(),
    };
    this.#database
      .prepare("INSERT INTO secret_version VALUES (?, ?, ?, ?, ?, ?)")
      .run(
        ...[secret.arn, version.versionId, value.secretString ?? null],
        ...[value.secretBinary ?? null, "[]", version.createdAt],
      );
    for (const stage of stages) this.moveStage(secret, stage, version.versionId);
    return { ...version, stages };
  }

  /**
   * Gives a label to a version and takes it from the one that had it. With AWSCURRENT, the version
   * that had it becomes AWSPREVIOUS.
   *
   * @param versionId Undefined takes the label away.
   */
  moveStage(secret: Secret, stage: string, versionId: string | undefined): void {
    const versions = this.list(secret);
    const before = versions.find(({ stages }) => stages.includes(stage))?.versionId;
    const becomesPrevious =
      stage === CURRENT && before !== undefined && before !== versionId ? before : undefined;
    for (const version of versions) {
      const isPrevious =
        becomesPrevious === undefined
          ? version.stages.includes(PREVIOUS) && stage !== PREVIOUS
          : version.versionId === becomesPrevious;
      const others = version.stages.filter((name) => name !== stage && name !== PREVIOUS);
      const stages = [
        ...others,
        ...(version.versionId === versionId ? [stage] : []),
        ...(isPrevious ? [PREVIOUS] : []),
      ];
      this.#database
        .prepare("UPDATE secret_version SET stages = ? WHERE secret = ? AND id = ?")
        .run(JSON.stringify(stages), secret.arn, version.versionId);
    }
  }

  /**
   * The value with both id and label where both are given; AWSCURRENT where none is.
   *
   * @throws AwsError ResourceNotFoundException
   */
  get(
    secret: Secret,
    wanted: { readonly versionId?: string | undefined; readonly stage?: string | undefined } = {},
  ): SecretVersion {
    const stage = wanted.stage ?? (wanted.versionId === undefined ? CURRENT : undefined);
    const found = this.list(secret).find(
      (version) =>
        (wanted.versionId === undefined || version.versionId === wanted.versionId) &&
        (stage === undefined || version.stages.includes(stage)),
    );
    if (found === undefined) {
      const what =
        wanted.versionId === undefined
          ? `staging label: ${stage ?? ""}`
          : `VersionId: ${wanted.versionId}`;
      throw new AwsError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for ${what}`,
      );
    }
    return found;
  }
}
