import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import {
  AwsError,
  type Caller,
  type Document,
  type Operation,
  type UnsignedOperation,
} from "../../service.ts";
import { invalidParameter, requireTopic, type SnsContext } from "../context.ts";
import { removeExpired } from "../send-confirmation.ts";
import { snsOperation } from "./operation.ts";

const shape = {
  TopicArn: z.string(),
  Token: z.string(),
  AuthenticateOnUnsubscribe: z.enum(["true", "false"]).default("false"),
};
type Input = z.output<z.ZodObject<typeof shape>>;

/**
 * ConfirmSubscription, signed. A token may be used again while it is valid.
 * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirmSubscription(context: SnsContext): Operation {
  return snsOperation("ConfirmSubscription", shape, (input, caller) => {
    requireTopic(context, caller, "ConfirmSubscription", input.TopicArn);
    return confirm(context, input, caller);
  });
}

/** ConfirmSubscription as the SubscribeURL does it: whoever has the token may. */
export function confirmUnsigned(context: SnsContext): UnsignedOperation {
  return (raw) => {
    const input = parseInput(z.object(shape), raw, "InvalidParameter");
    if (input.AuthenticateOnUnsubscribe === "true") {
      throw new AwsError("AuthorizationError", "AuthenticateOnUnsubscribe needs a signature", 403);
    }
    return Promise.resolve(confirm(context, input, undefined));
  };
}

function confirm(context: SnsContext, input: Input, caller: Caller | undefined): Document {
  removeExpired(context);
  const { TopicArn, Token, AuthenticateOnUnsubscribe } = input;
  const token = context.tokens.get(Token);
  if (token?.subscription.topicArn !== TopicArn) throw invalidParameter("Token");
  if (context.topics.get(TopicArn) === undefined) {
    throw new AwsError("NotFound", "Topic does not exist", 404);
  }
  const { arn } = token.subscription;
  const existing =
    context.subscriptions.get(arn) ?? (token.restores ? token.subscription : undefined);
  if (existing === undefined) throw invalidParameter("Token");
  const mayAuthenticate = caller !== undefined && AuthenticateOnUnsubscribe === "true";
  context.subscriptions.put(arn, {
    ...existing,
    confirmed: true,
    authenticateOnUnsubscribe: existing.authenticateOnUnsubscribe || mayAuthenticate,
  });
  return { SubscriptionArn: arn };
}
