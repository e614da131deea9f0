import { DescribeStackResourcesCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import type {
  CloudFormationClient,
  Stack,
  UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import { DescribeApiDestinationCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "@jest/globals";
import { clientOptions, start } from "../start.ts";
import { cloudFormation, createStack, eventsOf, PARAMETERS, settled, TEMPLATE } from "./stacks.ts";

async function startWithStack() {
  const simulator = await start();
  const client = cloudFormation(simulator);
  await createStack(client);
  return { client, options: clientOptions(simulator) };
}

async function update(
  client: CloudFormationClient,
  input: Partial<UpdateStackCommandInput>,
): Promise<Stack> {
  await client.send(
    new UpdateStackCommand({
      StackName: "stack",
      UsePreviousTemplate: input.TemplateBody === undefined,
      Parameters: PARAMETERS,
      Capabilities: ["CAPABILITY_IAM"],
      ...input,
    }),
  );
  return settled(client, "stack");
}

async function physicalId(client: CloudFormationClient, LogicalResourceId: string) {
  const { StackResources } = await client.send(
    new DescribeStackResourcesCommand({ StackName: "stack", LogicalResourceId }),
  );
  return StackResources?.[0]?.PhysicalResourceId ?? "";
}

test("changes in place what a parameter changes, and nothing else", async () => {
  const { client, options } = await startWithStack();
  const before = (await eventsOf(client, "stack")).length;
  const stack = await update(client, {
    Parameters: [
      { ParameterKey: "Endpoint", ParameterValue: "https://moved.scout.example/" },
      { ParameterKey: "ExternalId", UsePreviousValue: true },
    ],
  });
  expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
  expect((await eventsOf(client, "stack")).slice(before)).toEqual([
    "stack UPDATE_IN_PROGRESS",
    "Destination UPDATE_IN_PROGRESS",
    "Destination UPDATE_COMPLETE",
    "stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "stack UPDATE_COMPLETE",
  ]);
  const Name = await physicalId(client, "Destination");
  const events = new EventBridgeClient(options);
  const { InvocationEndpoint } = await events.send(new DescribeApiDestinationCommand({ Name }));
  expect(InvocationEndpoint).toBe("https://moved.scout.example/");
});

test("replaces what can't be changed, and what depends on it follows", async () => {
  const { client, options } = await startWithStack();
  const old = await physicalId(client, "AccessRole");
  const TemplateBody = TEMPLATE.replace(
    "DependsOn: Credentials\n    Properties:",
    "DependsOn: Credentials\n    Properties:\n      Path: /other/",
  );
  expect((await update(client, { TemplateBody })).StackStatus).toBe("UPDATE_COMPLETE");
  const RoleName = await physicalId(client, "AccessRole");
  expect(RoleName).not.toBe(old);
  const iam = new IAMClient(options);
  const names = (await iam.send(new ListRolesCommand({}))).Roles?.map((role) => role.RoleName);
  expect(names).toContain(RoleName);
  expect(names).not.toContain(old);
  await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "later" }));
});

test("adds what is new and removes what is gone; a secret's filled-in value stays", async () => {
  const { client, options } = await startWithStack();
  const SecretId = await physicalId(client, "Credentials");
  const secrets = new SecretsManagerClient(options);
  const before = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const TemplateBody = TEMPLATE.replace(/ {2}Exclusion:[\s\S]*?Arn\}\n/, "").replace(
    "Outputs:",
    "  Added: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: x}}\nOutputs:",
  );
  expect((await update(client, { TemplateBody })).StackStatus).toBe("UPDATE_COMPLETE");
  const events = await eventsOf(client, "stack");
  expect(events).toContain("Added CREATE_COMPLETE");
  expect(events).toContain("Exclusion DELETE_COMPLETE");
  const after = await secrets.send(new GetSecretValueCommand({ SecretId }));
  expect(after.SecretString).toBe(before.SecretString);
});

test("a failure brings back what was", async () => {
  const { client, options } = await startWithStack();
  const TemplateBody = TEMPLATE.replace("SecretString:key", "SecretString:none")
    .replace("InvocationEndpoint: !Ref Endpoint", "InvocationEndpoint: https://new.example/")
    .replace(
      "Outputs:",
      "  Added: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: x}}\nOutputs:",
    );
  const stack = await update(client, { TemplateBody });
  expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  const events = await eventsOf(client, "stack");
  expect(events).toContain("Connection UPDATE_FAILED");
  expect(events).toContain("Added DELETE_COMPLETE");
  const Name = await physicalId(client, "Destination");
  const destination = new DescribeApiDestinationCommand({ Name });
  const { InvocationEndpoint } = await new EventBridgeClient(options).send(destination);
  expect(InvocationEndpoint).toBe("https://push.scout.example/events");
  expect((await update(client, { TemplateBody: `${TEMPLATE}\n` })).StackStatus).toBe(
    "UPDATE_COMPLETE",
  );
});

test("refuses an update without a change, and of a stack that is not there", async () => {
  const { client } = await startWithStack();
  await expect(update(client, {})).rejects.toThrow("No updates are to be performed.");
  await expect(update(client, { StackName: "none" })).rejects.toThrow("does not exist");
});
