import { PermanentError } from "../errors.ts";
import { parseArn } from "./aws-arn.ts";
import { dnsSuffixOf } from "./registry-host.ts";

const TOPIC_NAME = /^[A-Za-z0-9_-]{1,256}(\.fifo)?$/;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;
/** Tokens of real subscriptions are hex digits, some 400 of them. */
const CONFIRMATION_TOKEN = /^[0-9a-f]{16,1024}$/i;

/** Where a topic is. */
export interface Topic {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Reads a topic's ARN. @throws PermanentError `malformed-topic-arn` */
export function parseTopicArn(topicArn: string): Topic {
  const arn = parseArn(topicArn);
  if (arn?.service !== "sns" || arn.region === "" || !TOPIC_NAME.test(arn.resource)) {
    throw new PermanentError(
      "malformed-topic-arn",
      "The message names no topic of SNS in a Region of AWS that is known here.",
    );
  }
  return { partition: arn.partition, account: arn.account, region: arn.region };
}

/**
 * The address of a signing certificate, if SNS of exactly the topic's Region serves it there.
 * A looser rule would let S3 buckets pass (`sns.s3-us-west-2.amazonaws.com`), and so anybody's
 * certificate.
 *
 * @throws PermanentError `certificate-address-refused`
 */
export function certificateUrl(signingCertUrl: string, topic: Topic): URL {
  const url = parseUrl(signingCertUrl);
  // Compared as text and not only by parts: nothing hides in a port, userinfo, query or fragment.
  const isExact = url?.href === signingCertUrl && url.origin === `https://${snsHost(topic)}`;
  if (
    isExact &&
    CERTIFICATE_PATH.test(url.pathname) &&
    url.href === `${url.origin}${url.pathname}`
  ) {
    return url;
  }
  throw new PermanentError(
    "certificate-address-refused",
    `The message's signing certificate is not one that SNS serves in ${topic.region}, so its signature proves nothing.`,
  );
}

/**
 * The request that confirms a subscription. The SubscribeURL of a message is never used.
 * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 *
 * @throws PermanentError `malformed-confirmation-token`
 */
export function confirmationUrl(topicArn: string, token: string): URL {
  const topic = parseTopicArn(topicArn);
  if (!CONFIRMATION_TOKEN.test(token)) {
    throw new PermanentError(
      "malformed-confirmation-token",
      "The token of the subscription's confirmation has not the form of SNS's tokens.",
    );
  }
  const url = new URL(`https://${snsHost(topic)}/`);
  url.searchParams.set("Action", "ConfirmSubscription");
  url.searchParams.set("TopicArn", topicArn);
  url.searchParams.set("Token", token);
  return url;
}

function snsHost({ region }: Topic): string {
  return `sns.${region}.${dnsSuffixOf(region)}`;
}

function parseUrl(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}
