import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createStackInspection } from "../../adapters/aws/stack-inspection.ts";
import type { StackInspection } from "../../core/integrations/check-port.ts";
import type { ConnectedIntegration } from "../../core/integrations/port.ts";
import { customerAndOurs } from "../fixtures/contract-aws.ts";
import { type InspectedResources, inspectedResources } from "../fixtures/inspected-resources.ts";
import { buildConnected, CONNECTION } from "../fixtures/memory-integrations.ts";

let inspection: StackInspection;
let resources: InspectedResources;
let integration: ConnectedIntegration;
beforeEach(async () => {
  const { ours, customer, trustedPrincipal } = await customerAndOurs();
  resources = await inspectedResources(customer, trustedPrincipal, "external");
  inspection = createStackInspection({
    sts: new STSClient(ours),
    createCloudFormationClient: (region, credentials) =>
      new CloudFormationClient({ ...customer, region, credentials }),
    createEventBridgeClient: (region, credentials) =>
      new EventBridgeClient({ ...customer, region, credentials }),
    createSecretsClient: (region, credentials) =>
      new SecretsManagerClient({ ...customer, region, credentials }),
  });
  const { account, roleArn, stackId, ...rest } = resources;
  integration = buildConnected({
    externalId: "external",
    connection: {
      ...CONNECTION,
      account,
      roleArn,
      stackId,
      secretArn: rest.secretArn,
      resources: {
        connectionArn: rest.connectionArn,
        apiDestinationArn: rest.apiDestinationArn,
        ruleArns: [rest.ruleArn],
      },
    },
  });
});

describe("a customer's stack", () => {
  test("is described by its state and the version of its template", async () => {
    expect(await inspection.stack(integration)).toMatchObject({
      status: "CREATE_COMPLETE",
      templateVersion: "2",
    });
  });

  test("is told when it was deleted, and when there never was one", async () => {
    await resources.deleteStack();
    expect(await inspection.stack(integration)).toMatchObject({ status: "DELETE_COMPLETE" });
    const { connection } = integration;
    const stackId = connection.stackId.replace(/\/[^/]+$/, "/0b8ab5ba-0000-4000-8000-000000000000");
    expect(
      await inspection.stack({ ...integration, connection: { ...connection, stackId } }),
    ).toBeUndefined();
  });

  test("has a secret, until it is marked for deletion", async () => {
    expect(await inspection.secret(integration)).toEqual({});
    await resources.deleteSecret("scheduled");
    expect(await inspection.secret(integration)).toEqual({ deletedAt: expect.any(String) });
  });

  test("has no secret any more when it was deleted at once", async () => {
    await resources.deleteSecret("at once");
    expect(await inspection.secret(integration)).toBeUndefined();
  });

  test("has a rule with its targets, until it is deleted", async () => {
    const { ruleArn, apiDestinationArn } = resources;
    const found = await inspection.rule(integration, ruleArn);
    expect(found).toMatchObject({ state: "ENABLED", targetArns: [apiDestinationArn] });
    expect(JSON.parse(found?.eventPattern ?? "")).toEqual({ source: ["aws.ecr"] });
    await resources.disableRule();
    expect(await inspection.rule(integration, ruleArn)).toMatchObject({ state: "DISABLED" });
    await resources.deleteRule();
    expect(await inspection.rule(integration, ruleArn)).toBeUndefined();
  });

  test("has an API destination, until it is deleted", async () => {
    const { apiDestinationArn, connectionArn } = resources;
    expect(await inspection.destination(integration, apiDestinationArn)).toEqual({
      state: "ACTIVE",
      endpoint: "https://scout.example/v1/events",
      httpMethod: "POST",
      connectionArn,
    });
    await resources.deleteDestination();
    expect(await inspection.destination(integration, apiDestinationArn)).toBeUndefined();
  });

  test("has a Connection, whose key can be changed until it is deleted", async () => {
    const { connectionArn } = resources;
    await inspection.updateConnection(integration, connectionArn, "1.another");
    expect(await inspection.connection(integration, connectionArn)).toMatchObject({
      state: "AUTHORIZED",
    });
    expect(await resources.keyHeader()).toBe("x-scout-api-key");
    await resources.deleteConnection();
    expect(await inspection.connection(integration, connectionArn)).toBeUndefined();
    await expect(
      inspection.updateConnection(integration, connectionArn, "1.third"),
    ).rejects.toMatchObject({ name: "PermanentError", code: "connection-not-updatable" });
  });
});
