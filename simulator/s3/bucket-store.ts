import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { s3Error } from "./errors.ts";

/** A bucket. Names are unique over all simulated accounts. */
export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly createdAt: Date;
  /** JSON. */
  readonly policy: string | undefined;
}

const bucketRow = z
  .object({
    name: z.string(),
    account: z.string(),
    created: z.number(),
    policy: z.string().nullable(),
  })
  .transform((row): Bucket => ({
    name: row.name,
    accountId: row.account,
    createdAt: new Date(row.created),
    policy: row.policy ?? undefined,
  }));

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^(?!xn--|sthree-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u;

/** The buckets of all simulated accounts. */
export class BucketStore {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, now: () => Date) {
    this.#database = database;
    this.#now = now;
    database.exec(`
      CREATE TABLE IF NOT EXISTS bucket (
        name TEXT PRIMARY KEY, account TEXT NOT NULL, created INTEGER NOT NULL,
        policy TEXT) STRICT`);
  }

  /** @throws AwsError InvalidBucketName, BucketAlreadyOwnedByYou, BucketAlreadyExists */
  create(accountId: string, name: string): void {
    if (!NAME.test(name)) {
      throw s3Error("InvalidBucketName", "The specified bucket is not valid.", {
        BucketName: name,
      });
    }
    const existing = this.find(name);
    if (existing !== undefined) {
      throw existing.accountId === accountId
        ? s3Error("BucketAlreadyOwnedByYou", "You already own the bucket that you create.")
        : s3Error("BucketAlreadyExists", "The requested bucket name is not available.");
    }
    this.#database
      .prepare("INSERT INTO bucket VALUES (?, ?, ?, NULL)")
      .run(name, accountId, this.#now().getTime());
  }

  find(name: string): Bucket | undefined {
    const row = this.#database.prepare("SELECT * FROM bucket WHERE name = ?").get(name);
    return row === undefined ? undefined : bucketRow.parse(row);
  }

  /** @throws AwsError NoSuchBucket */
  get(name: string): Bucket {
    const bucket = this.find(name);
    if (bucket === undefined) {
      throw s3Error("NoSuchBucket", "The specified bucket does not exist", { BucketName: name });
    }
    return bucket;
  }

  /** In order of name. */
  list(accountId: string): Bucket[] {
    return this.#database
      .prepare("SELECT * FROM bucket WHERE account = ? ORDER BY name")
      .all(accountId)
      .map((row) => bucketRow.parse(row));
  }

  /** @param policy JSON; undefined removes it. */
  setPolicy(name: string, policy: string | undefined): void {
    this.#database.prepare("UPDATE bucket SET policy = ? WHERE name = ?").run(policy ?? null, name);
  }

  /** The bucket must be empty. */
  delete(name: string): void {
    this.#database.prepare("DELETE FROM bucket WHERE name = ?").run(name);
  }
}
