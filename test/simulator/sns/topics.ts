import {
  CreateTopicCommand,
  SNSClient,
  SubscribeCommand,
  type SubscribeCommandInput,
} from "@aws-sdk/client-sns";
import type { SimulatorOptions } from "../../../simulator/options.ts";
import { createTestNames } from "../certificates.ts";
import { startEndpoint, type Call, type Reply } from "../eventbridge/endpoint.ts";
import { publicRequest } from "../public-request.ts";
import { clientOptions, start } from "../start.ts";

/** Host of a subscriber. */
export const HOST = "setup.scout.example";
export const ENDPOINT = `https://${HOST}/v1/setup/token?x=1`;

/** A message of SNS, as an endpoint gets it. */
export type Message = Readonly<Record<string, string>>;

/** What a call to an endpoint carried. */
export function messageOf(call: Call | undefined): Message {
  return JSON.parse(call?.body ?? "{}") as Message;
}

/** A simulated AWS with a topic, and a subscriber's endpoint that replies as it is told. */
export async function startTopic(
  options: Partial<SimulatorOptions> & {
    readonly replies?: readonly Reply[];
    readonly attributes?: Record<string, string>;
  } = {},
) {
  const { replies, attributes = {}, ...overrides } = options;
  const names = await createTestNames();
  const endpoint = await startEndpoint(names, HOST, replies);
  const undelivered: string[] = [];
  const simulator = await start({
    names,
    snsRetrySecondMs: 1,
    onUndelivered: (reason) => undelivered.push(reason),
    ...overrides,
  });
  const sns = new SNSClient(clientOptions(simulator));
  const created = await sns.send(new CreateTopicCommand({ Name: "setup", Attributes: attributes }));
  const TopicArn = created.TopicArn ?? "";
  const subscribe = async (input: Partial<SubscribeCommandInput> = {}): Promise<string> => {
    const { SubscriptionArn = "" } = await sns.send(
      new SubscribeCommand({
        ...{ TopicArn, Protocol: "https", Endpoint: ENDPOINT, ReturnSubscriptionArn: true },
        ...input,
      }),
    );
    return SubscriptionArn;
  };
  const visit = (url: string) => publicRequest(simulator, names, url);
  /** Subscribes, and confirms with the SubscribeURL of the endpoint's latest call. */
  const connect = async (): Promise<string> => {
    const count = endpoint.calls.length + 1;
    const arn = await subscribe();
    const calls = await endpoint.received(count);
    await visit(messageOf(calls.at(-1))["SubscribeURL"] ?? "");
    return arn;
  };
  return { simulator, names, sns, TopicArn, endpoint, undelivered, subscribe, connect, visit };
}
