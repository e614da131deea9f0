import { randomBytes } from "node:crypto";
import { sqsError } from "./errors.ts";

/** A new handle for one delivery of a message. */
export function createReceiptHandle(messageId: string): string {
  return Buffer.from(`${messageId} ${randomBytes(24).toString("hex")}`).toString("base64");
}

/**
 * The id of the message that a handle was made for.
 *
 * @throws AwsError ReceiptHandleIsInvalid
 */
export function parseReceiptHandle(receiptHandle: string): string {
  const text = Buffer.from(receiptHandle, "base64").toString("latin1");
  const id = /^([0-9a-f-]{36}) [0-9a-f]{48}$/u.exec(text)?.[1];
  if (id === undefined) {
    throw sqsError(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  }
  return id;
}
