import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createRoleSessions } from "../../../adapters/aws/role-sessions.ts";
import { repositorySessionPolicy } from "../../../adapters/aws/session-policy.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import { CONNECTION } from "../../fixtures/memory-ports.ts";

const INTEGRATION: ConnectedIntegration = {
  integrationId: "0123456789abcdef",
  organizationId: "demo",
  status: "connected",
  externalId: "external",
  keyHashes: [],
  activation: "all",
  createdAt: "2026-11-21T10:00:00.000Z",
  connection: { ...CONNECTION, connectedAt: "2026-11-21T10:00:00.000Z" },
};

const sts = mockClient(STSClient);
let time = Date.parse("2026-11-21T12:00:00Z");
const now = () => new Date(time);

function sessions() {
  return createRoleSessions(new STSClient({ region: "us-east-1" }), now);
}

function grant() {
  return {
    Credentials: {
      AccessKeyId: `key ${sts.calls().length}`,
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: new Date(time + 3_600_000),
    },
  };
}

beforeEach(() => {
  sts.reset();
  sts.on(AssumeRoleCommand).callsFake(grant);
});

describe("a session", () => {
  test("is of the customer's role, with its external ID, narrowed to one repository", async () => {
    expect(await sessions()(INTEGRATION, "team/web")).toEqual({
      accessKeyId: "key 1",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: new Date(time + 3_600_000),
    });
    const input = sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input;
    expect({ ...input, Policy: JSON.parse(input?.Policy ?? "") as unknown }).toEqual({
      RoleArn: CONNECTION.roleArn,
      RoleSessionName: "ecr-scout-analysis",
      ExternalId: "external",
      DurationSeconds: 3600,
      Policy: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Effect: "Allow",
            Action: ["ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resource: "arn:aws:ecr:us-east-1:222222222222:repository/team/web",
          },
        ],
      },
    });
  });

  test("is used again for the same repository, until half an hour before its end", async () => {
    const open = sessions();
    const first = await open(INTEGRATION, "team/web");
    expect(await open(INTEGRATION, "team/web")).toBe(first);
    expect(await open(INTEGRATION, "team/api")).not.toBe(first);
    time += 31 * 60_000;
    expect(await open(INTEGRATION, "team/web")).not.toBe(first);
    expect(sts.calls()).toHaveLength(3);
  });

  test("that is refused says what to look at, and is asked for again", async () => {
    const open = sessions();
    const denied = Object.assign(new Error("not authorized"), { name: "AccessDenied" });
    sts.on(AssumeRoleCommand).rejectsOnce(denied).callsFake(grant);
    await expect(open(INTEGRATION, "team/web")).rejects.toMatchObject({
      name: "PermanentError",
      code: "role-refused",
      message: expect.stringContaining(CONNECTION.roleArn),
    });
    await expect(open(INTEGRATION, "team/web")).resolves.toBeDefined();
  });

  test("is asked for later when STS is busy", async () => {
    const busy = Object.assign(new Error("rate"), { name: "ThrottlingException" });
    sts.on(AssumeRoleCommand).rejects(busy);
    await expect(sessions()(INTEGRATION, "team/web")).rejects.toMatchObject({
      name: "TransientError",
    });
  });
});

test.each([
  ["cn-north-1", "arn:aws-cn:ecr:cn-north-1:222222222222:repository/a"],
  ["us-gov-west-1", "arn:aws-us-gov:ecr:us-gov-west-1:222222222222:repository/a"],
])("the policy names the partition of %s", (region, resource) => {
  expect(repositorySessionPolicy({ account: "222222222222", region }, "a")).toContain(resource);
});
