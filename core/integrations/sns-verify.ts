import { verify } from "node:crypto";
import { PermanentError } from "../errors.ts";
import type { SigningKeys } from "./sns-certificate.ts";
import { certificateUrl, parseTopicArn } from "./sns-host.ts";
import { canonicalString, type SnsMessage } from "./sns-message.ts";

/**
 * SNS tries for at most so long to deliver a message, whatever a topic's delivery policy says.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const MAX_AGE_MILLISECONDS = 3_600_000;
/** How far our clock may lag behind SNS's. */
const MAX_AHEAD_MILLISECONDS = 5 * 60_000;

/**
 * Proves that SNS sent a message for the topic that it names, of late. Who owns the topic is
 * another question: everybody with an AWS account can have SNS sign what they like.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 *
 * @throws PermanentError `sns-message-stale`, `sns-message-from-the-future`,
 *   `signature-version-refused`, `malformed-topic-arn`, `certificate-address-refused`,
 *   `certificate-not-found`, `certificate-invalid`, `signature-mismatch`; TransientError when
 *   the certificate can't be fetched now
 */
export async function verifySnsMessage(
  message: SnsMessage,
  keys: SigningKeys,
  now: Date,
): Promise<void> {
  checkAge(message.Timestamp, now);
  if (message.SignatureVersion !== "2") {
    throw new PermanentError(
      "signature-version-refused",
      `The message is signed by version ${message.SignatureVersion} of SNS's signatures (SHA-1), and only version 2 (SHA-256) is taken. Set the topic's SignatureVersion to 2, as the template does.`,
    );
  }
  const url = certificateUrl(message.SigningCertURL, parseTopicArn(message.TopicArn));
  const key = await keys(url);
  const signature = Buffer.from(message.Signature, "base64");
  if (verify("RSA-SHA256", Buffer.from(canonicalString(message)), key, signature)) return;
  throw new PermanentError(
    "signature-mismatch",
    "The message's signature is not SNS's: the message was made or changed by somebody else.",
  );
}

function checkAge(timestamp: string, now: Date): void {
  const age = now.getTime() - new Date(timestamp).getTime();
  if (age > MAX_AGE_MILLISECONDS) {
    throw new PermanentError(
      "sns-message-stale",
      `The message is of ${timestamp}, more than an hour ago, when SNS had given it up long since. Launch or update the stack again.`,
    );
  }
  if (age < -MAX_AHEAD_MILLISECONDS) {
    throw new PermanentError(
      "sns-message-from-the-future",
      `The message is of ${timestamp}, which is yet to come. Check the clock of this service.`,
    );
  }
}
