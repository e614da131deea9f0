import { type CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  type EventBridgeClient,
} from "@aws-sdk/client-eventbridge";
import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { STSClient } from "@aws-sdk/client-sts";
import type { InspectedStack, StackInspection } from "../../core/integrations/check-port.ts";
import type { ConnectedIntegration } from "../../core/integrations/port.ts";
import { assumeAccessRole, type SessionCredentials } from "./assume-role.ts";
import { type AwsService, awsErrorName, isServiceRefusal, translated } from "./aws-errors.ts";
import { connectionNotUpdatable, updateConnectionKey } from "./connection-key.ts";
import {
  connectionPolicy,
  destinationPolicy,
  rotationPolicy,
  rulePolicy,
  secretInspectionPolicy,
  stackPolicy,
} from "./inspection-policy.ts";
import { inspectRule } from "./rule-inspection.ts";
import { regionOfSecret } from "./secret-arn.ts";
import { isStackArn, namedResource, ruleName } from "./stack-resource-arn.ts";

/** What `createStackInspection` needs. */
export interface StackInspectionOptions {
  readonly sts: STSClient;
  readonly createCloudFormationClient: (
    region: string,
    credentials: SessionCredentials,
  ) => CloudFormationClient;
  readonly createEventBridgeClient: (
    region: string,
    credentials: SessionCredentials,
  ) => EventBridgeClient;
  readonly createSecretsClient: (
    region: string,
    credentials: SessionCredentials,
  ) => SecretsManagerClient;
}

/** The shortest that STS gives: a call or two follow. No session is kept: roles are what changes. */
const SESSION_SECONDS = 900;
const CHECK = "ecr-scout-check";
const ROTATION = "ecr-scout-rotation";

/** Customers' stacks on AWS, each looked at as the role that its customer granted. */
export function createStackInspection(options: StackInspectionOptions): StackInspection {
  const { sts } = options;

  async function cloudFormation<T>(
    integration: ConnectedIntegration,
    policy: string,
    ask: (client: CloudFormationClient) => Promise<T>,
  ): Promise<T> {
    const terms = { name: CHECK, seconds: SESSION_SECONDS, policy };
    const session = await assumeAccessRole(sts, integration, terms);
    const client = options.createCloudFormationClient(integration.connection.region, session);
    return asking("cloudformation", client, ask);
  }

  async function eventBridge<T>(
    integration: ConnectedIntegration,
    { name = CHECK, policy }: { readonly name?: string; readonly policy: string },
    ask: (client: EventBridgeClient) => Promise<T>,
  ): Promise<T> {
    const terms = { name, seconds: SESSION_SECONDS, policy };
    const session = await assumeAccessRole(sts, integration, terms);
    const client = options.createEventBridgeClient(integration.connection.region, session);
    return asking("eventbridge", client, ask);
  }

  return {
    async stack(integration) {
      const { stackId } = integration.connection;
      if (!isStackArn(integration.connection, stackId)) return undefined;
      return unlessMissing(() =>
        cloudFormation(integration, stackPolicy(stackId), (client) =>
          describeStack(client, stackId),
        ),
      );
    },
    async rule(integration, ruleArn) {
      const rule = ruleName(integration.connection, ruleArn);
      if (rule === undefined) return undefined;
      return unlessMissing(() =>
        eventBridge(integration, { policy: rulePolicy(ruleArn) }, (client) =>
          inspectRule(client, rule),
        ),
      );
    },
    async destination(integration, apiDestinationArn) {
      const found = namedResource(integration.connection, "api-destination", apiDestinationArn);
      if (found === undefined) return undefined;
      const command = new DescribeApiDestinationCommand({ Name: found.name });
      const output = await unlessMissing(() =>
        eventBridge(integration, { policy: destinationPolicy(found.arnForPolicy) }, (client) =>
          client.send(command),
        ),
      );
      // One of the same name that was made later is another one.
      if (output?.ApiDestinationArn !== apiDestinationArn) return undefined;
      return {
        state: output.ApiDestinationState ?? "",
        endpoint: output.InvocationEndpoint ?? "",
        httpMethod: output.HttpMethod ?? "",
        connectionArn: output.ConnectionArn ?? "",
      };
    },
    async connection(integration, connectionArn) {
      const found = namedResource(integration.connection, "connection", connectionArn);
      if (found === undefined) return undefined;
      const command = new DescribeConnectionCommand({ Name: found.name });
      const output = await unlessMissing(() =>
        eventBridge(integration, { policy: connectionPolicy(found.arnForPolicy) }, (client) =>
          client.send(command),
        ),
      );
      if (output?.ConnectionArn !== connectionArn) return undefined;
      const { ConnectionState: state = "", StateReason: stateReason } = output;
      return { state, ...(stateReason === undefined ? {} : { stateReason }) };
    },
    async secret(integration) {
      const { secretArn = "", setupRoleArn, roleArn } = integration.connection;
      const region = regionOfSecret(secretArn);
      if (region === undefined) return undefined;
      // Who may write it may look at it.
      const writer = setupRoleArn ?? roleArn;
      const connection = { ...integration.connection, roleArn: writer };
      const policy = secretInspectionPolicy(secretArn);
      const terms = { name: CHECK, seconds: SESSION_SECONDS, policy };
      const session = await assumeAccessRole(sts, { ...integration, connection }, terms);
      const client = options.createSecretsClient(region, session);
      const command = new DescribeSecretCommand({ SecretId: secretArn });
      const output = await unlessMissing(() =>
        asking("secretsmanager", client, () => client.send(command)),
      );
      if (output === undefined) return undefined;
      const { DeletedDate: deletedAt } = output;
      return deletedAt === undefined ? {} : { deletedAt: deletedAt.toISOString() };
    },
    async updateConnection(integration, connectionArn, apiKey) {
      const { connection } = integration;
      const found = namedResource(connection, "connection", connectionArn);
      if (found === undefined) throw connectionNotUpdatable(connectionArn);
      const policy = rotationPolicy(connection, found.name, found.arnForPolicy);
      try {
        await eventBridge(integration, { name: ROTATION, policy }, (client) =>
          updateConnectionKey(client, found.name, apiKey),
        );
      } catch (error) {
        if (!isServiceRefusal(error)) throw error;
        throw connectionNotUpdatable(connectionArn, error);
      }
    },
  };
}

async function asking<Client extends { destroy(): void }, T>(
  service: AwsService,
  client: Client,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  try {
    return await translated(service, () => ask(client));
  } finally {
    client.destroy();
  }
}

async function describeStack(
  client: CloudFormationClient,
  stackId: string,
): Promise<InspectedStack | undefined> {
  const { Stacks: [stack] = [] } = await client.send(
    new DescribeStacksCommand({ StackName: stackId }),
  );
  if (stack === undefined) return undefined;
  const version = stack.Outputs?.find(({ OutputKey }) => OutputKey === "TemplateVersion");
  return {
    status: stack.StackStatus ?? "",
    ...(stack.StackStatusReason === undefined ? {} : { statusReason: stack.StackStatusReason }),
    ...(version?.OutputValue === undefined ? {} : { templateVersion: version.OutputValue }),
  };
}

/** CloudFormation has one name for whatever is wrong with a question. */
async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const name = awsErrorName(error);
    if (name === "ResourceNotFoundException") return undefined;
    const { message } = error as Error;
    if (name === "ValidationError" && message.includes("does not exist")) return undefined;
    throw error;
  }
}
