import { readFile } from "node:fs/promises";
import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import type { ScoutApi } from "./scout-api.ts";

const STACK_NAME = "DockerScoutECRIntegration";
const TEMPLATE = new URL("../templates/docker-scout.yaml", import.meta.url);

interface Integration {
  readonly integrationId: string;
  readonly status: string;
}

interface PendingIntegration extends Integration {
  readonly externalId: string;
  readonly apiKey: string;
}

interface Options {
  readonly api: ScoutApi;
  readonly organization: string;
  /** As the customer who owns the simulated account. */
  readonly cloudFormation: CloudFormationClient;
  readonly customerAccountId: string;
  readonly operatorAccountId: string;
  readonly region: string;
  /** Public https address of the API's `/v1/events`. */
  readonly eventEndpoint: string;
}

/**
 * Integrates the simulated account as a customer would: asks for an integration,
 * launches the published template byte for byte, and connects its role. Does nothing
 * when an earlier start has done it; a start that died on the way begins again.
 */
export async function integrateAccount(options: Options): Promise<void> {
  const { api, organization, cloudFormation } = options;
  const path = `/organizations/${organization}/integrations`;
  const { items } = (await api.get(path)) as { items: Integration[] };
  if (items.some(({ status }) => status === "connected")) return;

  const pending = (await api.post(path, { activation: "all" })) as PendingIntegration;
  const stack = await launchStack(cloudFormation, await stackNameToUse(cloudFormation), {
    ExternalId: pending.externalId,
    ApiKey: pending.apiKey,
    EventEndpoint: options.eventEndpoint,
    TrustedAccountId: options.operatorAccountId,
  });
  await api.put(`${path}/${pending.integrationId}/connection`, {
    accountId: options.customerAccountId,
    region: options.region,
    roleArn: stack.Outputs?.find(({ OutputKey }) => OutputKey === "EcrAccessRoleArn")?.OutputValue,
    stackId: stack.StackId,
  });
}

/** A stack that a start left behind half-way keeps its name; the new one gets the next. */
async function stackNameToUse(client: CloudFormationClient): Promise<string> {
  const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({}));
  const taken = new Set(stacks.map(({ StackName }) => StackName));
  let name = STACK_NAME;
  for (let number = 2; taken.has(name); number++) name = `${STACK_NAME}${number}`;
  return name;
}

async function launchStack(
  client: CloudFormationClient,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Stack> {
  await client.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: await readFile(TEMPLATE, "utf8"),
      Capabilities: ["CAPABILITY_IAM"],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    if (stack?.StackStatus === "CREATE_COMPLETE") return stack;
    if (stack?.StackStatus !== "CREATE_IN_PROGRESS") {
      throw new Error(`The stack ${name} was not created: ${await reasonOf(client, name)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function reasonOf(client: CloudFormationClient, name: string): Promise<string> {
  const { StackEvents: events = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: name }),
  );
  const failure = events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
  return `${failure?.LogicalResourceId ?? name}: ${failure?.ResourceStatusReason ?? "no reason given"}`;
}
