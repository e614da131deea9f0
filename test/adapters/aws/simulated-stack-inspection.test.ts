import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { SessionCredentials } from "../../../adapters/aws/assume-role.ts";
import { createStackInspection } from "../../../adapters/aws/stack-inspection.ts";
import type { StackInspection } from "../../../core/integrations/check-port.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import { customerAndOurs } from "../../fixtures/contract-aws.ts";
import { inspectedResources, type InspectedResources } from "../../fixtures/inspected-resources.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";

let inspection: StackInspection;
let resources: InspectedResources;
let integration: ConnectedIntegration;
/** Asks with the last session whatever it may not have been for, and says what was allowed. */
let allowedOfLastSession: () => Promise<readonly string[]>;

beforeEach(async () => {
  const { ours, customer, trustedPrincipal } = await customerAndOurs();
  resources = await inspectedResources(customer, trustedPrincipal, "external");
  let last: SessionCredentials | undefined;
  inspection = createStackInspection({
    sts: new STSClient(ours),
    createCloudFormationClient: (region, credentials) =>
      new CloudFormationClient({ ...customer, region, credentials: (last = credentials) }),
    createEventBridgeClient: (region, credentials) =>
      new EventBridgeClient({ ...customer, region, credentials: (last = credentials) }),
    createSecretsClient: (region, credentials) =>
      new SecretsManagerClient({ ...customer, region, credentials: (last = credentials) }),
  });
  const { account, roleArn, stackId, secretArn } = resources;
  integration = buildConnected({
    externalId: "external",
    connection: { ...CONNECTION, account, roleArn, stackId, secretArn },
  });
  allowedOfLastSession = async () => {
    if (last === undefined) throw new Error("no session was asked for");
    const events = new EventBridgeClient({ ...customer, credentials: last });
    const stacks = new CloudFormationClient({ ...customer, credentials: last });
    const vault = new SecretsManagerClient({ ...customer, credentials: last });
    const secret = { SecretId: secretArn };
    const Name = resources.ruleArn.split("/").at(-1) ?? "";
    const asked: Record<string, () => Promise<unknown>> = {
      DescribeStacks: () => stacks.send(new DescribeStacksCommand({ StackName: stackId })),
      DescribeRule: () => events.send(new DescribeRuleCommand({ Name })),
      ListTargetsByRule: () => events.send(new ListTargetsByRuleCommand({ Rule: Name })),
      DescribeApiDestination: () => events.send(new DescribeApiDestinationCommand({ Name })),
      DescribeConnection: () => events.send(new DescribeConnectionCommand({ Name })),
      DescribeSecret: () => vault.send(new DescribeSecretCommand(secret)),
      GetSecretValue: () => vault.send(new GetSecretValueCommand(secret)),
      UpdateConnection: () => events.send(new UpdateConnectionCommand({ Name })),
    };
    const allowed: string[] = [];
    for (const [name, ask] of Object.entries(asked)) {
      const refused = await ask().then(
        () => false,
        (error: unknown) => error instanceof Error && error.name.startsWith("AccessDenied"),
      );
      if (!refused) allowed.push(name);
    }
    return allowed;
  };
});

describe("a question's session", () => {
  test("may ask that question, and nothing else that the role may", async () => {
    const { ruleArn, apiDestinationArn, connectionArn } = resources;
    await inspection.stack(integration);
    expect(await allowedOfLastSession()).toEqual(["DescribeStacks"]);
    await inspection.rule(integration, ruleArn);
    expect(await allowedOfLastSession()).toEqual(["DescribeRule", "ListTargetsByRule"]);
    await inspection.destination(integration, apiDestinationArn);
    expect(await allowedOfLastSession()).toEqual(["DescribeApiDestination"]);
    await inspection.connection(integration, connectionArn);
    expect(await allowedOfLastSession()).toEqual(["DescribeConnection"]);
    await inspection.secret(integration);
    expect(await allowedOfLastSession()).toEqual(["DescribeSecret"]);
    await inspection.updateConnection(integration, connectionArn, "1.another");
    expect(await allowedOfLastSession()).toEqual(["UpdateConnection"]);
  });

  test("is refused by a role that wants another external ID", async () => {
    const stranger = { ...integration, externalId: "another" };
    await expect(inspection.stack(stranger)).rejects.toMatchObject({ code: "role-refused" });
  });
});
