import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
} from "@aws-sdk/client-cloudformation";
import { parseQuickCreate, type QuickCreate } from "./quick-create.ts";
import type { ScoutApi } from "./scout-api.ts";

interface Integration {
  readonly integrationId: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly connection: { readonly accountId: string; readonly region: string } | null;
  readonly launch: { readonly url: string | null } | null;
}

interface Options {
  readonly api: ScoutApi;
  readonly organization: string;
  /** As the customer who owns the simulated account. */
  readonly cloudFormation: CloudFormationClient;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Integrates a simulated account as a customer would: asks for an integration, opens its
 * quick-create link and launches the stack with what the link fills in; the stack connects
 * itself. Does nothing when an earlier start has done it; one that died on the way begins again.
 */
export async function integrateAccount(options: Options): Promise<void> {
  const { api, organization, cloudFormation, accountId, region } = options;
  const path = `/organizations/${organization}/integrations`;
  const { items } = (await api.get(path)) as { items: Integration[] };
  const own = items.filter(
    ({ connection }) => connection?.accountId === accountId && connection.region === region,
  );
  if (own.some(({ status }) => status === "connected")) return;

  const pending = (await api.post(path, { activation: "all", region })) as Integration;
  const quickCreate = parseQuickCreate(pending.launch?.url ?? "");
  const name = await freeStackName(cloudFormation, quickCreate.stackName);
  await launchStack(cloudFormation, name, quickCreate);
  const connected = (await api.get(`${path}/${pending.integrationId}`)) as Integration;
  if (connected.status === "connected") return;
  throw new Error(
    `The stack ${name} of ${accountId} in ${region} did not connect: ${connected.statusReason ?? "no reason"}`,
  );
}

/** A stack that a start left behind half-way keeps its name; the new one gets the next. */
async function freeStackName(client: CloudFormationClient, wanted: string): Promise<string> {
  const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({}));
  const taken = new Set(stacks.map(({ StackName }) => StackName));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  return name;
}

async function launchStack(
  client: CloudFormationClient,
  name: string,
  { templateUrl, parameters }: QuickCreate,
): Promise<void> {
  await client.send(
    new CreateStackCommand({
      StackName: name,
      TemplateURL: templateUrl,
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
    if (stack?.StackStatus === "CREATE_COMPLETE") return;
    if (stack?.StackStatus !== "CREATE_IN_PROGRESS") {
      throw new Error(`The stack ${name} was not created: ${await reasonOf(client, name)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The first failure is the cause of those that follow; events come the latest first. */
async function reasonOf(client: CloudFormationClient, name: string): Promise<string> {
  const { StackEvents: events = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: name }),
  );
  const failure = events.findLast(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
  return `${failure?.LogicalResourceId ?? name}: ${failure?.ResourceStatusReason ?? "no reason given"}`;
}
