import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createRoleSessions } from "../../../adapters/aws/role-sessions.ts";
import { repositorySessionPolicy } from "../../../adapters/aws/session-policy.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";

const INTEGRATION = buildConnected({ externalId: "external" });

const WEB = { kind: "analysis", repository: "team/web" } as const;

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
    expect(await sessions()(INTEGRATION, WEB)).toEqual({
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

  test.each([
    [{ kind: "list-repositories" } as const, "ecr:DescribeRepositories", "*"],
    [{ kind: "list-images", repository: "team/web" } as const, "ecr:DescribeImages", "team/web"],
  ])("of a list may do nothing else: %j", async (purpose, Action, repository) => {
    await sessions()(INTEGRATION, purpose);
    const input = sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input;
    expect(input?.RoleSessionName).toBe("ecr-scout-reconcile");
    const Resource = `arn:aws:ecr:us-east-1:222222222222:repository/${repository}`;
    expect(JSON.parse(input?.Policy ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource }],
    });
  });

  test("is not used for another purpose", async () => {
    const open = sessions();
    const first = await open(INTEGRATION, WEB);
    expect(await open(INTEGRATION, { ...WEB, kind: "list-images" })).not.toBe(first);
    expect(await open(INTEGRATION, { kind: "list-repositories" })).not.toBe(first);
    expect(sts.calls()).toHaveLength(3);
  });

  test("is used again for the same repository, until half an hour before its end", async () => {
    const open = sessions();
    const first = await open(INTEGRATION, WEB);
    expect(await open(INTEGRATION, WEB)).toBe(first);
    expect(await open(INTEGRATION, { ...WEB, repository: "team/api" })).not.toBe(first);
    time += 31 * 60_000;
    expect(await open(INTEGRATION, WEB)).not.toBe(first);
    expect(sts.calls()).toHaveLength(3);
  });

  test("that is refused says what to look at, and is asked for again", async () => {
    const open = sessions();
    const denied = Object.assign(new Error("not authorized"), { name: "AccessDenied" });
    sts.on(AssumeRoleCommand).rejectsOnce(denied).callsFake(grant);
    await expect(open(INTEGRATION, WEB)).rejects.toMatchObject({
      name: "PermanentError",
      code: "role-refused",
      message: expect.stringContaining(CONNECTION.roleArn),
    });
    await expect(open(INTEGRATION, WEB)).resolves.toBeDefined();
  });

  test("is asked for later when STS is busy", async () => {
    const busy = Object.assign(new Error("rate"), { name: "ThrottlingException" });
    sts.on(AssumeRoleCommand).rejects(busy);
    await expect(sessions()(INTEGRATION, WEB)).rejects.toMatchObject({
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
