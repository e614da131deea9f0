import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { EventBridgeClient, UpdateConnectionCommand } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createStackInspection } from "../../../adapters/aws/stack-inspection.ts";
import { buildConnected } from "../../fixtures/memory-integrations.ts";
import { grant, serviceError } from "./customer-answers.ts";

const INTEGRATION = buildConnected();
const LINK = "arn:aws:events:us-east-1:222222222222:connection/Scout/2";

const sts = mockClient(STSClient);
const events = mockClient(EventBridgeClient);
const inspection = createStackInspection({
  sts: new STSClient({ region: "us-east-1" }),
  createCloudFormationClient: (region, credentials) =>
    new CloudFormationClient({ region, credentials }),
  createEventBridgeClient: (region, credentials) => new EventBridgeClient({ region, credentials }),
  createSecretsClient: (region, credentials) => new SecretsManagerClient({ region, credentials }),
});
const rotate = (arn = LINK) => inspection.updateConnection(INTEGRATION, arn, "1.another");

beforeEach(() => {
  sts.reset();
  events.reset();
  sts.on(AssumeRoleCommand).resolves(grant());
  events.on(UpdateConnectionCommand).resolves({});
});

describe("a Connection", () => {
  test("gets another key, and nothing else", async () => {
    await rotate();
    const inputs = events.commandCalls(UpdateConnectionCommand).map(({ args }) => args[0].input);
    expect(inputs).toEqual([
      {
        Name: "Scout",
        AuthorizationType: "API_KEY",
        AuthParameters: {
          ApiKeyAuthParameters: { ApiKeyName: "x-scout-api-key", ApiKeyValue: "1.another" },
        },
      },
    ]);
  });

  test("gets it by a session that may change this Connection, with its secret, alone", async () => {
    await rotate();
    const input = sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input;
    expect(input?.RoleSessionName).toBe("ecr-scout-rotation");
    expect(JSON.parse(input?.Policy ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "events:UpdateConnection",
          Resource: "arn:aws:events:us-east-1:222222222222:connection/Scout",
        },
        {
          Effect: "Allow",
          Action: [
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecret",
          ],
          Resource:
            "arn:aws:secretsmanager:us-east-1:222222222222:secret:events!connection/Scout/*",
        },
      ],
    });
  });

  test.each([
    ["ResourceNotFoundException", "it does not exist"],
    ["ValidationException", "EventBridge refused it (ValidationException: what AWS says)"],
  ])("can't get one after %s", async (name, why) => {
    const cause = serviceError(name);
    events.on(UpdateConnectionCommand).rejects(cause);
    await expect(rotate()).rejects.toMatchObject({
      name: "PermanentError",
      code: "connection-not-updatable",
      message: expect.stringContaining(why),
      cause,
    });
  });

  test("of another account can't get one, and nobody is asked", async () => {
    const other = LINK.replace("222222222222", "333333333333");
    await expect(rotate(other)).rejects.toMatchObject({ code: "connection-not-updatable" });
    expect(sts.calls()).toEqual([]);
  });

  test("can't get one from a stack of a template without the permission", async () => {
    events.on(UpdateConnectionCommand).rejects(serviceError("AccessDeniedException"));
    await expect(rotate()).rejects.toMatchObject({ name: "PermanentError", code: "access-denied" });
  });

  test.each([
    serviceError("ConcurrentModificationException"),
    serviceError("LimitExceededException"),
    serviceError("InternalException", 500),
    Object.assign(new Error("socket"), { code: "ECONNRESET" }),
  ])("may have got one, or may get one later, after %s", async (error) => {
    events.on(UpdateConnectionCommand).rejects(error);
    await expect(rotate()).rejects.toMatchObject({ name: "TransientError", cause: error });
  });
});
