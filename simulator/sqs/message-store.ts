import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { inTransaction } from "../state/database.ts";
import { messageRow, type Message, type NewMessage } from "./message.ts";
import { numberOf, redriveOf, type Queue } from "./queue.ts";
import type { QueueStore } from "./queue-store.ts";
import { sqsError } from "./errors.ts";
import { createReceiptHandle, parseReceiptHandle } from "./receipt-handle.ts";

/** A message handed out, with the handle that deletes it. */
export interface Delivery {
  readonly message: Message;
  readonly receiptHandle: string;
}

/** The messages of all queues. */
export class MessageStore {
  readonly #database: DatabaseSync;
  readonly #queues: QueueStore;
  readonly #now: () => Date;
  readonly #onVisible: (queueId: number) => void;

  /** @param onVisible Told when a queue may have a message to hand out. */
  constructor(
    database: DatabaseSync,
    queues: QueueStore,
    now: () => Date,
    onVisible: (queueId: number) => void,
  ) {
    this.#database = database;
    this.#queues = queues;
    this.#now = now;
    this.#onVisible = onVisible;
    database.exec(`
      CREATE TABLE IF NOT EXISTS message (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        queue INTEGER NOT NULL REFERENCES queue (id) ON DELETE CASCADE, body TEXT NOT NULL,
        attributes TEXT NOT NULL, group_id TEXT, trace TEXT, sender TEXT NOT NULL,
        sent INTEGER NOT NULL, visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL,
        first_received INTEGER, receipt TEXT, source TEXT) STRICT;
      CREATE INDEX IF NOT EXISTS message_in_order ON message (queue, sequence);
      CREATE INDEX IF NOT EXISTS message_visible ON message (queue, visible_at);
      CREATE INDEX IF NOT EXISTS message_sent ON message (queue, sent);
      CREATE INDEX IF NOT EXISTS message_received ON message (queue, receive_count)
        WHERE receive_count > 0`);
  }

  /** @returns the new message's id. */
  send(queue: Queue, message: NewMessage, senderId: string): string {
    const id = randomUUID();
    const now = this.#now().getTime();
    const delay = message.delaySeconds ?? numberOf(queue, "DelaySeconds");
    this.#database
      .prepare(
        `INSERT INTO message (id, queue, body, attributes, group_id, trace, sender, sent,
           visible_at, receive_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
      )
      .run(
        ...[id, queue.id, message.body, JSON.stringify(message.attributes ?? {})],
        ...[message.groupId ?? null, message.traceHeader ?? null, senderId],
        ...[now, now + delay * 1000],
      );
    this.#onVisible(queue.id);
    return id;
  }

  /** Hands out up to `limit` messages, hidden for `visibilitySeconds`. */
  receive(queue: Queue, limit: number, visibilitySeconds: number): Delivery[] {
    return inTransaction(this.#database, () => {
      this.#expire(queue);
      this.#moveUndeliverable(queue);
      const now = this.#now().getTime();
      const found = this.#database
        .prepare(
          `SELECT * FROM message INDEXED BY message_in_order
             WHERE queue = ? AND visible_at <= ? ORDER BY sequence LIMIT ?`,
        )
        .all(queue.id, now, limit);
      const update = this.#database.prepare(
        `UPDATE message SET visible_at = ?, receive_count = receive_count + 1, receipt = ?,
           first_received = coalesce(first_received, ?) WHERE id = ?`,
      );
      return found.map((row) => {
        const before = messageRow.parse(row);
        const receiptHandle = createReceiptHandle(before.messageId);
        update.run(now + visibilitySeconds * 1000, receiptHandle, now, before.messageId);
        const message: Message = {
          ...before,
          receiveCount: before.receiveCount + 1,
          firstReceivedAt: before.firstReceivedAt ?? now,
        };
        return { message, receiptHandle };
      });
    });
  }

  /** When the next hidden message shows, milliseconds since 1970. */
  nextVisibleAt(queue: Queue): number | undefined {
    const row = this.#database
      .prepare("SELECT min(visible_at) AS next FROM message WHERE queue = ?")
      .get(queue.id);
    return typeof row?.["next"] === "number" ? row["next"] : undefined;
  }

  /**
   * Deletes a message by the newest handle it was handed out with; an older one succeeds and
   * deletes nothing, as AWS documents for standard queues.
   *
   * @throws AwsError ReceiptHandleIsInvalid
   */
  delete(queue: Queue, receiptHandle: string): void {
    const id = parseReceiptHandle(receiptHandle);
    this.#database
      .prepare("DELETE FROM message WHERE id = ? AND queue = ? AND receipt = ?")
      .run(id, queue.id, receiptHandle);
  }

  /** @throws AwsError ReceiptHandleIsInvalid, MessageNotInflight */
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): void {
    const id = parseReceiptHandle(receiptHandle);
    const now = this.#now().getTime();
    const { changes } = this.#database
      .prepare(
        `UPDATE message SET visible_at = ?
           WHERE id = ? AND queue = ? AND receipt = ? AND visible_at > ?`,
      )
      .run(now + seconds * 1000, id, queue.id, receiptHandle, now);
    if (changes === 0) {
      throw sqsError("MessageNotInflight", "The message is not in flight (any more).");
    }
    this.#onVisible(queue.id);
  }

  purge(queue: Queue): void {
    this.#database.prepare("DELETE FROM message WHERE queue = ?").run(queue.id);
  }

  /** Messages ready, handed out, and not yet due. */
  count(queue: Queue): { visible: number; inFlight: number; delayed: number } {
    this.#expire(queue);
    const row = this.#database
      .prepare(
        `SELECT count(*) FILTER (WHERE visible_at <= :now) AS visible,
                count(*) FILTER (WHERE visible_at > :now AND receipt IS NOT NULL) AS inFlight,
                count(*) FILTER (WHERE visible_at > :now AND receipt IS NULL) AS delayed
           FROM message WHERE queue = :queue`,
      )
      .get({ now: this.#now().getTime(), queue: queue.id });
    const number = (name: string) => Number(row?.[name] ?? 0);
    return {
      visible: number("visible"),
      inFlight: number("inFlight"),
      delayed: number("delayed"),
    };
  }

  /**
   * Moves a dead-letter queue's messages back, each to the queue that it came from.
   *
   * @param destination Where all of them go instead.
   * @returns how many moved; those without a known origin stay.
   */
  moveBack(deadLetterQueue: Queue, destination?: Queue): number {
    const targets =
      destination === undefined ? this.#queues.sourcesOf(deadLetterQueue) : [destination];
    const now = this.#now().getTime();
    const moved = targets.map((target) => {
      const { changes } = this.#database
        .prepare(
          `UPDATE message SET queue = ?, visible_at = ?, sent = ?, receive_count = 0,
             first_received = NULL, receipt = NULL, source = NULL
             WHERE queue = ? AND (? OR source = ?)`,
        )
        .run(
          ...[target.id, now, now],
          ...[deadLetterQueue.id, destination === undefined ? 0 : 1, target.arn],
        );
      this.#onVisible(target.id);
      return Number(changes);
    });
    return moved.reduce((sum, count) => sum + count, 0);
  }

  #expire(queue: Queue): void {
    const oldest = this.#now().getTime() - numberOf(queue, "MessageRetentionPeriod") * 1000;
    this.#database
      .prepare("DELETE FROM message WHERE queue = ? AND sent < ?")
      .run(queue.id, oldest);
  }

  #moveUndeliverable(queue: Queue): void {
    const redrive = redriveOf(queue);
    const target =
      redrive === undefined ? undefined : this.#queues.findByArn(redrive.deadLetterTargetArn);
    if (redrive === undefined || target === undefined) return;
    const now = this.#now().getTime();
    const { changes } = this.#database
      .prepare(
        `UPDATE message SET queue = ?, source = ?, receipt = NULL
           WHERE queue = ? AND visible_at <= ? AND receive_count > 0 AND receive_count >= ?`,
      )
      .run(target.id, queue.arn, queue.id, now, redrive.maxReceiveCount);
    if (changes !== 0) this.#onVisible(target.id);
  }
}
