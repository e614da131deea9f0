import { createSign } from "node:crypto";
import type { SigningKey } from "./signing-key.ts";
import type { SignatureVersion } from "./topic.ts";

/** What SNS sends to endpoints. */
export type MessageType = "SubscriptionConfirmation" | "Notification" | "UnsubscribeConfirmation";

/** Attributes of a published message, by name. */
export type MessageAttributes = Readonly<
  Record<string, { readonly Type: string; readonly Value: string }>
>;

/** A message before it is signed, its members named as in AWS's JSON. */
export interface UnsignedMessage {
  readonly Type: MessageType;
  readonly MessageId: string;
  /** Confirmations only. */
  readonly Token?: string;
  readonly TopicArn: string;
  /** Notifications only. */
  readonly Subject?: string;
  readonly Message: string;
  /** Confirmations only. */
  readonly SubscribeURL?: string;
  /** ISO 8601 with milliseconds. */
  readonly Timestamp: string;
}

/** Members that are signed, in the order of their bytes. */
const SIGNED = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Subject",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
] as const;

const DIGESTS: Readonly<Record<SignatureVersion, string>> = { "1": "RSA-SHA1", "2": "RSA-SHA256" };

/** What stands beside the signed members. */
export interface MessageSigning {
  readonly key: SigningKey;
  readonly version: SignatureVersion;
  /** Notifications only. */
  readonly unsubscribeUrl?: string;
  readonly attributes?: MessageAttributes;
}

/**
 * A signed message as the JSON that SNS sends. A name, a newline, a value and a newline for every
 * signed member that is there, the last one too.
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function signedMessage(message: UnsignedMessage, signing: MessageSigning): string {
  const { key, version, unsubscribeUrl, attributes } = signing;
  const canonical = SIGNED.filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name] ?? ""}\n`)
    .join("");
  const Signature = createSign(DIGESTS[version]).update(canonical).sign(key.privateKey, "base64");
  return JSON.stringify(
    {
      Type: message.Type,
      MessageId: message.MessageId,
      Token: message.Token,
      TopicArn: message.TopicArn,
      Subject: message.Subject,
      Message: message.Message,
      SubscribeURL: message.SubscribeURL,
      Timestamp: message.Timestamp,
      SignatureVersion: version,
      Signature,
      SigningCertURL: key.certificateUrl,
      UnsubscribeURL: unsubscribeUrl,
      MessageAttributes: attributes,
    },
    null,
    2,
  );
}
