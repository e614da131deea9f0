import * as z from "zod";
import { PermanentError } from "../errors.ts";

/** SNS takes messages of 256 KiB; the rest is its envelope and JSON's escapes. */
export const MAX_SNS_BODY_BYTES = (256 + 64) * 1024;

const common = {
  MessageId: z.string().min(1).max(100),
  TopicArn: z.string().min(1).max(512),
  Message: z.string(),
  /** When SNS took it, ISO 8601 in UTC. */
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.string().max(8),
  /** Base64. */
  Signature: z.string().min(1).max(2048),
  SigningCertURL: z.string().min(1).max(1024),
};

const confirmation = {
  ...common,
  Token: z.string().min(1).max(4096),
  SubscribeURL: z.string().max(8192),
};

const Notification = z.object({
  Type: z.literal("Notification"),
  ...common,
  Subject: z.string().optional(),
});

/**
 * A message that SNS posts to an HTTPS endpoint. Other members are ignored: SNS signs none.
 * https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
const SnsMessage = z.discriminatedUnion("Type", [
  Notification,
  z.object({ Type: z.literal("SubscriptionConfirmation"), ...confirmation }),
  z.object({ Type: z.literal("UnsubscribeConfirmation"), ...confirmation }),
]);
export type SnsMessage = z.infer<typeof SnsMessage>;

/** What SNS signs of a notification, in byte order. */
const NOTIFICATION_KEYS = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
/** What it signs of the two confirmations. */
const CONFIRMATION_KEYS = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
];

/**
 * Reads a request's body. Its headers tell nothing that can be trusted.
 * @throws PermanentError `sns-message-too-large`, `malformed-sns-message`
 */
export function parseSnsMessage(body: Buffer): SnsMessage {
  if (body.length > MAX_SNS_BODY_BYTES) {
    throw new PermanentError(
      "sns-message-too-large",
      `The message has ${body.length} bytes, and SNS sends none beyond ${MAX_SNS_BODY_BYTES}. Post only what SNS delivers.`,
    );
  }
  const result = SnsMessage.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw new PermanentError(
    "malformed-sns-message",
    `The body has not the form of a message of SNS: ${z.prettifyError(result.error)}. Post only what SNS delivers, without raw message delivery.`,
    { cause: result.error },
  );
}

/**
 * What SNS signs: `key\nvalue\n` for each key that is there, the last value's newline included.
 * (AWS's page says to leave that out; its own validator and its signatures have it.)
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function canonicalString(message: SnsMessage): string {
  const keys = message.Type === "Notification" ? NOTIFICATION_KEYS : CONFIRMATION_KEYS;
  const values: Readonly<Record<string, string | undefined>> = message;
  let text = "";
  for (const key of keys) {
    const value = values[key];
    if (value !== undefined) text += `${key}\n${value}\n`;
  }
  return text;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
