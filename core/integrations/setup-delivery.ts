import type { SetupMessage } from "../contract/setup-message.ts";
import { PermanentError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue.ts";
import type { SeenMessageStore, SnsNetwork } from "./setup-port.ts";
import { integrationIdOfToken } from "./setup-token.ts";
import { type TokenOwner, type TokenOwnerDependencies, tokenOwnerOf } from "./setup-token-owner.ts";
import type { SigningKeys } from "./sns-certificate.ts";
import { confirmationUrl } from "./sns-host.ts";
import { parseSnsMessage, type SnsMessage } from "./sns-message.ts";
import { MAX_AGE_MILLISECONDS, verifySnsMessage } from "./sns-verify.ts";

/** What `takeDelivery` needs. */
export interface SetupDeliveryDependencies extends TokenOwnerDependencies {
  readonly seen: SeenMessageStore;
  readonly network: Pick<SnsNetwork, "confirmSubscription">;
  readonly keys: SigningKeys;
  readonly setups: Pick<Queue<SetupMessage>, "send">;
  readonly now: () => Date;
  readonly log: Log;
}

/** What became of a delivery of SNS. */
export type DeliveryResult = "confirmed" | "accepted" | "repeated" | "noted";

/**
 * Takes a delivery of SNS to the setup endpoint of an integration or an enrollment: confirms a subscription, or puts
 * a notification on the setup queue. Repeating it is harmless.
 *
 * A notification is taken for a token that names nobody, too: when it asks for the deletion of
 * a stack, that has to be answered. A subscription is confirmed only for a token that names an
 * integration, be it removed or bound, or an enrollment, be it closed.
 *
 * @throws PermanentError `unknown-token`, `subscription-refused`, `malformed-confirmation-token`,
 *   and what `parseSnsMessage` and `verifySnsMessage` throw; TransientError when SNS should
 *   deliver it again
 */
export async function takeDelivery(
  dependencies: SetupDeliveryDependencies,
  token: string,
  body: Buffer,
): Promise<DeliveryResult> {
  const { seen, keys, now, log } = dependencies;
  if (integrationIdOfToken(token) === undefined) throw unknownToken();
  const message = parseSnsMessage(body);
  await verifySnsMessage(message, keys, now());
  const owner = await tokenOwnerOf(dependencies, token, message.TopicArn);
  const about = { ...owner, topicArn: message.TopicArn, messageId: message.MessageId };
  if (message.Type === "UnsubscribeConfirmation") {
    log.warn("topic unsubscribed", about);
    return "noted";
  }
  // One topic may be subscribed under two tokens: its message is then another one for each.
  const name = `${owner.integrationId ?? owner.enrollmentId ?? "unknown"}/${message.MessageId}`;
  if (await seen.has(name)) {
    log.info("setup message repeated", about);
    return "repeated";
  }
  const result = await take(dependencies, message, owner);
  log.info(result === "confirmed" ? "subscription confirmed" : "setup message accepted", about);
  // Last, so that a crash before it lets SNS repeat the message, and loses nothing.
  await seen.add(name, new Date(Date.parse(message.Timestamp) + MAX_AGE_MILLISECONDS));
  return result;
}

async function take(
  { network, setups }: SetupDeliveryDependencies,
  message: Exclude<SnsMessage, { Type: "UnsubscribeConfirmation" }>,
  owner: TokenOwner,
): Promise<DeliveryResult> {
  if (message.Type === "SubscriptionConfirmation") {
    if (owner.integrationId === null && owner.enrollmentId === undefined) throw unknownToken();
    await network.confirmSubscription(confirmationUrl(message.TopicArn, message.Token));
    return "confirmed";
  }
  await setups.send({
    ...owner,
    topicArn: message.TopicArn,
    messageId: message.MessageId,
    sentAt: message.Timestamp,
    body: message.Message,
  });
  return "accepted";
}

/** SNS does not repeat what is answered by a status of 4xx: the token will never be known. */
function unknownToken(): PermanentError {
  return new PermanentError(
    "unknown-token",
    "The setup endpoint's token names no integration. Launch the stack by the link of an integration, without changing its parameters.",
  );
}
