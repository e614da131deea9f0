import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createStackInspection } from "../../../adapters/aws/stack-inspection.ts";
import { grant, serviceError } from "./customer-answers.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";

const INTEGRATION = buildConnected({ externalId: "external" });
const EVENTS = "arn:aws:events:us-east-1:222222222222";
const RULE = `${EVENTS}:rule/Scout`;
const DESTINATION = `${EVENTS}:api-destination/Scout/1`;
const LINK = `${EVENTS}:connection/Scout/2`;
const SECRET = CONNECTION.secretArn ?? "";

const sts = mockClient(STSClient);
const stacks = mockClient(CloudFormationClient);
const events = mockClient(EventBridgeClient);
const secrets = mockClient(SecretsManagerClient);
const inspection = createStackInspection({
  sts: new STSClient({ region: "us-east-1" }),
  createCloudFormationClient: (region, credentials) =>
    new CloudFormationClient({ region, credentials }),
  createEventBridgeClient: (region, credentials) => new EventBridgeClient({ region, credentials }),
  createSecretsClient: (region, credentials) => new SecretsManagerClient({ region, credentials }),
});

beforeEach(() => {
  for (const mock of [sts, stacks, events, secrets]) mock.reset();
  sts.on(AssumeRoleCommand).resolves(grant());
  stacks.on(DescribeStacksCommand).resolves({ Stacks: [] });
});

/** All questions, by name. */
const QUESTIONS = {
  stack: () => inspection.stack(INTEGRATION),
  rule: () => inspection.rule(INTEGRATION, RULE),
  destination: () => inspection.destination(INTEGRATION, DESTINATION),
  connection: () => inspection.connection(INTEGRATION, LINK),
  secret: () => inspection.secret(INTEGRATION),
};
const NAMES = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[];

function rejectAll(error: Error): void {
  stacks.rejects(error);
  stacks.on(DescribeStacksCommand).rejects(error);
  events.rejects(error);
  secrets.rejects(error);
}

describe.each(NAMES)("the question for the %s", (name) => {
  test.each(["AccessDenied", "AccessDeniedException"])("may be refused by %s", async (error) => {
    rejectAll(serviceError(error, 403));
    await expect(QUESTIONS[name]()).rejects.toMatchObject({
      name: "PermanentError",
      code: "access-denied",
    });
  });

  test.each([
    serviceError("Throttling"),
    serviceError("ThrottlingException"),
    serviceError("ExpiredToken", 403),
    serviceError("InvalidClientTokenId", 403),
    serviceError("InternalException", 500),
  ])("may be asked again after %s", async (error) => {
    rejectAll(error);
    await expect(QUESTIONS[name]()).rejects.toMatchObject({ name: "TransientError" });
  });

  test("is not asked as a role that refuses us", async () => {
    sts.on(AssumeRoleCommand).rejects(serviceError("AccessDenied", 403));
    await expect(QUESTIONS[name]()).rejects.toMatchObject({
      name: "PermanentError",
      code: "role-refused",
    });
    expect([...stacks.calls(), ...events.calls(), ...secrets.calls()]).toEqual([]);
  });

  test("is asked as the role with the external ID, for a quarter of an hour", async () => {
    rejectAll(serviceError("ResourceNotFoundException"));
    stacks.on(DescribeStacksCommand).resolves({ Stacks: [] });
    expect(await QUESTIONS[name]()).toBeUndefined();
    const inputs = sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);
    expect(inputs).toMatchObject([
      {
        RoleArn: CONNECTION.roleArn,
        RoleSessionName: "ecr-scout-check",
        ExternalId: "external",
        DurationSeconds: 900,
      },
    ]);
  });
});

describe("what is not there", () => {
  test("is a stack that CloudFormation does not know", async () => {
    const error = serviceError("ValidationError");
    error.message = `Stack with id ${CONNECTION.stackId} does not exist`;
    stacks.on(DescribeStacksCommand).rejects(error);
    expect(await inspection.stack(INTEGRATION)).toBeUndefined();
  });

  test("is not a stack about which the question was wrong", async () => {
    stacks.on(DescribeStacksCommand).rejects(serviceError("ValidationError"));
    await expect(inspection.stack(INTEGRATION)).rejects.toThrow("what AWS says");
  });

  test("is a rule that was deleted before its targets were asked for", async () => {
    events.on(DescribeRuleCommand).resolves({ State: "ENABLED" });
    events.on(ListTargetsByRuleCommand).rejects(serviceError("ResourceNotFoundException"));
    expect(await inspection.rule(INTEGRATION, RULE)).toBeUndefined();
  });

  test("is whatever was made later under the same name", async () => {
    const other = { ApiDestinationArn: `${DESTINATION}0`, ConnectionArn: `${LINK}0` };
    events.on(DescribeApiDestinationCommand).resolves(other);
    events.on(DescribeConnectionCommand).resolves(other);
    expect(await inspection.destination(INTEGRATION, DESTINATION)).toBeUndefined();
    expect(await inspection.connection(INTEGRATION, LINK)).toBeUndefined();
  });

  test("is what no ARN of the registry names, and nobody is asked", async () => {
    const connection = { ...CONNECTION, stackId: `${CONNECTION.stackId}*` };
    expect(await inspection.stack({ ...INTEGRATION, connection })).toBeUndefined();
    expect(await inspection.rule(INTEGRATION, `${EVENTS}:rule/*`)).toBeUndefined();
    expect(await inspection.destination(INTEGRATION, LINK)).toBeUndefined();
    expect(await inspection.connection(INTEGRATION, DESTINATION)).toBeUndefined();
    const hidden = { ...CONNECTION, secretArn: `${SECRET}*` };
    expect(await inspection.secret({ ...INTEGRATION, connection: hidden })).toBeUndefined();
    expect(sts.calls()).toEqual([]);
  });
});

describe("a secret", () => {
  test("is looked at as the role that writes it, with no right to its value", async () => {
    const setupRoleArn = "arn:aws:iam::222222222222:role/ecr-scout/Setup";
    const connection = { ...CONNECTION, setupRoleArn };
    secrets.on(DescribeSecretCommand, { SecretId: SECRET }).resolves({ ARN: SECRET });
    expect(await inspection.secret({ ...INTEGRATION, connection })).toEqual({});
    const [input] = sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);
    expect(input?.RoleArn).toBe(setupRoleArn);
    expect(JSON.parse(input?.Policy ?? "")).toMatchObject({
      Statement: [{ Effect: "Allow", Action: "secretsmanager:DescribeSecret", Resource: SECRET }],
    });
  });

  test("says when it was marked for deletion", async () => {
    const DeletedDate = new Date("2026-11-20T00:00:00Z");
    secrets.on(DescribeSecretCommand).resolves({ ARN: SECRET, DeletedDate });
    expect(await inspection.secret(INTEGRATION)).toEqual({
      deletedAt: "2026-11-20T00:00:00.000Z",
    });
  });
});

describe("what is there", () => {
  test("is a stack with its state, the reason, and the version of its template", async () => {
    stacks.on(DescribeStacksCommand, { StackName: CONNECTION.stackId }).resolves({
      Stacks: [
        {
          StackName: "Scout",
          CreationTime: new Date(),
          StackStatus: "UPDATE_ROLLBACK_COMPLETE",
          StackStatusReason: "a reason",
          Outputs: [{ OutputKey: "TemplateVersion", OutputValue: "2" }],
        },
      ],
    });
    expect(await inspection.stack(INTEGRATION)).toEqual({
      status: "UPDATE_ROLLBACK_COMPLETE",
      statusReason: "a reason",
      templateVersion: "2",
    });
  });

  test("is a rule of any bus with the targets of all pages", async () => {
    events.on(DescribeRuleCommand).resolves({ State: "DISABLED", EventPattern: "{}" });
    events
      .on(ListTargetsByRuleCommand)
      .resolvesOnce({ Targets: [{ Id: "1", Arn: "arn:1" }], NextToken: "next" })
      .resolvesOnce({ Targets: [{ Id: "2", Arn: "arn:2" }] });
    expect(await inspection.rule(INTEGRATION, `${EVENTS}:rule/team/Scout`)).toEqual({
      state: "DISABLED",
      eventPattern: "{}",
      targetArns: ["arn:1", "arn:2"],
    });
    expect(events.commandCalls(ListTargetsByRuleCommand)[1]?.args[0].input).toEqual({
      Rule: "Scout",
      EventBusName: "team",
      NextToken: "next",
    });
  });

  test("is a Connection with its state and the reason", async () => {
    events.on(DescribeConnectionCommand).resolves({
      ConnectionArn: LINK,
      ConnectionState: "DEAUTHORIZED",
      StateReason: "a reason",
    });
    expect(await inspection.connection(INTEGRATION, LINK)).toEqual({
      state: "DEAUTHORIZED",
      stateReason: "a reason",
    });
  });
});
