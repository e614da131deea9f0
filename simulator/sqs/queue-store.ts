import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { sqsError } from "./errors.ts";
import { checkAttributes, checkQueueName, redriveOf, type Queue } from "./queue.ts";

const queueRow = z
  .object({
    id: z.number(),
    account: z.string(),
    name: z.string(),
    arn: z.string(),
    attributes: z.string(),
    created: z.number(),
    modified: z.number(),
  })
  .transform((row): Queue => ({
    id: row.id,
    accountId: row.account,
    name: row.name,
    arn: row.arn,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    createdAt: row.created,
    modifiedAt: row.modified,
  }));

/** The queues of all simulated accounts, without their messages. */
export class QueueStore {
  readonly #database: DatabaseSync;
  readonly #region: string;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, region: string, now: () => Date) {
    this.#database = database;
    this.#region = region;
    this.#now = now;
    database.exec(`
      CREATE TABLE IF NOT EXISTS queue (
        id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL,
        arn TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL,
        created INTEGER NOT NULL, modified INTEGER NOT NULL, UNIQUE (account, name)) STRICT`);
  }

  /**
   * Creates a queue; one that exists with the same attributes is answered as it is.
   *
   * @throws AwsError QueueNameExists, and what the checks of name and attributes throw.
   */
  create(
    accountId: string,
    name: string,
    attributes: Readonly<Record<string, string>> = {},
  ): Queue {
    checkQueueName(name);
    checkAttributes(attributes);
    const existing = this.find(accountId, name);
    if (existing !== undefined) {
      const different = Object.keys(attributes).find(
        (key) => attributes[key] !== existing.attributes[key],
      );
      if (different === undefined) return existing;
      throw sqsError(
        "QueueNameExists",
        `A queue already exists with the same name and a different value for attribute ${different}`,
      );
    }
    this.#checkDeadLetterQueue(attributes);
    const arn = `arn:aws:sqs:${this.#region}:${accountId}:${name}`;
    const now = this.#now().getTime();
    this.#database
      .prepare(
        "INSERT INTO queue (account, name, arn, attributes, created, modified) VALUES (?, ?, ?, ?, ?, ?)",
      )
      .run(accountId, name, arn, JSON.stringify(attributes), now, now);
    return this.get(accountId, name);
  }

  find(accountId: string, name: string): Queue | undefined {
    return this.#queues("account = ? AND name = ?", accountId, name)[0];
  }

  findByArn(arn: string): Queue | undefined {
    return this.#queues("arn = ?", arn)[0];
  }

  /** @throws AwsError QueueDoesNotExist */
  get(accountId: string, name: string): Queue {
    const queue = this.find(accountId, name);
    if (queue === undefined) {
      throw sqsError("QueueDoesNotExist", "The specified queue does not exist.");
    }
    return queue;
  }

  /** In order of name. */
  list(accountId: string, prefix = ""): Queue[] {
    return this.#queues("account = ? AND substr(name, 1, ?) = ?", accountId, prefix.length, prefix);
  }

  /** The queues whose undeliverable messages go to `queue`. */
  sourcesOf(queue: Queue): Queue[] {
    return this.#queues("account = ?", queue.accountId).filter(
      (candidate) => redriveOf(candidate)?.deadLetterTargetArn === queue.arn,
    );
  }

  /** Sets some attributes; an empty text unsets one. @throws AwsError as `create` */
  setAttributes(queue: Queue, attributes: Readonly<Record<string, string>>): void {
    checkAttributes(attributes);
    this.#checkDeadLetterQueue(attributes);
    const merged = Object.entries({ ...queue.attributes, ...attributes });
    const kept = Object.fromEntries(merged.filter(([, value]) => value !== ""));
    this.#database
      .prepare("UPDATE queue SET attributes = ?, modified = ? WHERE id = ?")
      .run(JSON.stringify(kept), this.#now().getTime(), queue.id);
  }

  delete(queue: Queue): void {
    this.#database.prepare("DELETE FROM queue WHERE id = ?").run(queue.id);
  }

  #checkDeadLetterQueue(attributes: Readonly<Record<string, string>>): void {
    if (attributes["RedrivePolicy"] === "") return;
    const redrive = redriveOf({ attributes });
    if (redrive === undefined || this.findByArn(redrive.deadLetterTargetArn) !== undefined) return;
    throw sqsError(
      "InvalidParameterValue",
      `Value ${attributes["RedrivePolicy"] ?? ""} for parameter RedrivePolicy is invalid. ` +
        "Reason: Dead letter target does not exist.",
    );
  }

  #queues(where: string, ...values: (string | number)[]): Queue[] {
    return this.#database
      .prepare(`SELECT * FROM queue WHERE ${where} ORDER BY name`)
      .all(...values)
      .map((row) => queueRow.parse(row));
  }
}
