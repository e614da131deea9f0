import * as z from "zod";
import { CustomResourceRequest } from "../contract/custom-resource.ts";
import type { SetupMessage } from "../contract/setup-message.ts";
import { PermanentError } from "../errors.ts";
import { parseArn } from "./aws-arn.ts";
import { parseTopicArn } from "./sns-host.ts";

/** The stack that a request comes from, as SNS's signature proves it. */
export interface RequestingStack {
  /** Its ARN. */
  readonly stackId: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** A request of CloudFormation and the stack that it comes from. */
export interface SignedRequest {
  readonly request: CustomResourceRequest;
  readonly stack: RequestingStack;
}

/**
 * Reads the request in a setup message. A topic speaks only for stacks of its own account and
 * Region: that is all that SNS's signature proves.
 *
 * @throws PermanentError `malformed-setup-request`, `foreign-stack`, `malformed-topic-arn`
 */
export function parseSetupRequest(message: SetupMessage): SignedRequest {
  const result = CustomResourceRequest.safeParse(parseJson(message.body));
  if (!result.success) {
    throw new PermanentError(
      "malformed-setup-request",
      `The notification is no request of CloudFormation for a custom resource: ${z.prettifyError(result.error)}. Nothing else is to be published to the stack's topic.`,
      { cause: result.error },
    );
  }
  const { StackId: stackId } = result.data;
  const topic = parseTopicArn(message.topicArn);
  const arn = parseArn(stackId);
  if (
    arn?.partition !== topic.partition ||
    arn.account !== topic.account ||
    arn.region !== topic.region
  ) {
    throw new PermanentError(
      "foreign-stack",
      `The topic of account ${topic.account} in ${topic.region} spoke for the stack ${stackId}, which is elsewhere. A topic speaks for the stacks of its own account and Region alone.`,
    );
  }
  return { request: result.data, stack: { stackId, ...topic } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
