import { DeleteStackCommand, DescribeStackEventsCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { expect, test } from "@jest/globals";
import { clientOptions, start } from "../start.ts";
import { cloudFormation, createStack, eventsOf, settled } from "./stacks.ts";

/** The connection needs a key that the secret does not have. */
const FAILING = `
Resources:
  Empty:
    Type: AWS::SecretsManager::Secret
    Properties: {Name: empty, SecretString: '{"other":"x"}'}
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: X-Api-Key
          ApiKeyValue: !Sub "{{resolve:secretsmanager:\${Empty}:SecretString:key}}"
`;
const input = { TemplateBody: FAILING, Parameters: [] };

test("a failure removes what was created, in reverse order, with its reason", async () => {
  const simulator = await start();
  const client = cloudFormation(simulator);
  const stack = await createStack(client, input);
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await eventsOf(client, "stack")).toEqual([
    "stack CREATE_IN_PROGRESS",
    "Empty CREATE_IN_PROGRESS",
    "Empty CREATE_COMPLETE",
    "Connection CREATE_IN_PROGRESS",
    "Connection CREATE_FAILED",
    "stack ROLLBACK_IN_PROGRESS",
    "Connection DELETE_IN_PROGRESS",
    "Connection DELETE_COMPLETE",
    "Empty DELETE_IN_PROGRESS",
    "Empty DELETE_COMPLETE",
    "stack ROLLBACK_COMPLETE",
  ]);
  const secrets = new SecretsManagerClient(clientOptions(simulator));
  const gone = secrets.send(new GetSecretValueCommand({ SecretId: "empty" }));
  await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("properties that their type refuses fail the resource, and the rollback has nothing to remove", async () => {
  const client = cloudFormation(await start());
  const TemplateBody =
    "Resources: {Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [x]}, Targets: [{Id: a, Arn: b, InputPath: c}]}}}";
  const stack = await createStack(client, { ...input, TemplateBody });
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: "stack" }));
  const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
  expect(failed?.ResourceStatusReason).toContain("InputPath");
});

test.each([
  ["DO_NOTHING", "CREATE_FAILED"],
  ["DELETE", "DELETE_COMPLETE"],
] as const)("OnFailure %s ends in %s", async (OnFailure, status) => {
  const client = cloudFormation(await start());
  expect((await createStack(client, { ...input, OnFailure })).StackStatus).toBe(status);
});

test("a rollback leaves what was there before", async () => {
  const simulator = await start();
  const secrets = new SecretsManagerClient(clientOptions(simulator));
  await secrets.send(new CreateSecretCommand({ Name: "empty", SecretString: "mine" }));
  const client = cloudFormation(simulator);
  const stack = await createStack(client, input);
  expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  const kept = await secrets.send(new GetSecretValueCommand({ SecretId: "empty" }));
  expect(kept.SecretString).toBe("mine");
});

test("a failed stack can be deleted, and its name used again; Retain keeps a resource", async () => {
  const simulator = await start();
  const client = cloudFormation(simulator);
  await createStack(client, input);
  await client.send(new DeleteStackCommand({ StackName: "stack" }));
  const TemplateBody =
    "Resources: {Kept: {Type: AWS::SecretsManager::Secret, DeletionPolicy: Retain, Properties: {Name: kept, SecretString: x}}}";
  const { StackId = "" } = await createStack(client, { ...input, TemplateBody });
  await client.send(new DeleteStackCommand({ StackName: StackId }));
  expect((await settled(client, StackId)).StackStatus).toBe("DELETE_COMPLETE");
  expect(await eventsOf(client, StackId)).toContain("Kept DELETE_SKIPPED");
  const secrets = new SecretsManagerClient(clientOptions(simulator));
  const kept = await secrets.send(new GetSecretValueCommand({ SecretId: "kept" }));
  expect(kept.SecretString).toBe("x");
});
