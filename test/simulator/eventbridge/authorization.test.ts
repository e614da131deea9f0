import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import type { AuthorizedCall } from "../../../simulator/iam/authorizer.ts";
import { createRole, functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";

const PREFIX = "arn:aws:events:us-east-1:222222222222";

/** Two of each, and a session of ours in a role that may look at the first ones. */
async function startWithSession() {
  const heard: AuthorizedCall[] = [];
  const simulator = await start({ onAuthorized: (call) => heard.push(call) });
  const events = new EventBridgeClient(clientOptions(simulator));
  for (const Name of ["one", "two"]) {
    const { ConnectionArn } = await events.send(
      new CreateConnectionCommand({
        Name,
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "key", ApiKeyValue: "x" } },
      }),
    );
    await events.send(
      new CreateApiDestinationCommand({
        ...{ Name, ConnectionArn, HttpMethod: "POST" },
        InvocationEndpoint: "https://push.scout.example/",
      }),
    );
    await events.send(new PutRuleCommand({ Name, EventPattern: '{"source":["aws.ecr"]}' }));
  }
  const statement = (Action: string[], Resource: string) =>
    policy({ Effect: "Allow", Action, Resource });
  const role = await createRole(simulator, THEIRS, {
    name: "access",
    path: "/ecr-scout/",
    trust: trust({ AWS: `arn:aws:iam::${OURS.accountId}:root` }),
    policies: {
      rules: statement(["events:DescribeRule", "events:ListTargetsByRule"], `${PREFIX}:rule/one`),
      destination: statement(["events:DescribeApiDestination"], `${PREFIX}:api-destination/one`),
      connection: statement(
        ["events:DescribeConnection", "events:UpdateConnection"],
        `${PREFIX}:connection/one`,
      ),
    },
  });
  const own = await functionCredentials(
    simulator,
    policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: role }),
  );
  const sts = new STSClient(clientOptions(simulator, own));
  const assume = async (Policy?: string) => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "check", Policy }),
    );
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    return new EventBridgeClient(clientOptions(simulator, session));
  };
  return { simulator, heard, role, assume };
}

const CALLS: readonly (readonly [
  string,
  string,
  (client: EventBridgeClient, name: string) => Promise<unknown>,
])[] = [
  ["DescribeRule", "rule", (client, Name) => client.send(new DescribeRuleCommand({ Name }))],
  [
    "ListTargetsByRule",
    "rule",
    (client, Rule) => client.send(new ListTargetsByRuleCommand({ Rule })),
  ],
  [
    "DescribeApiDestination",
    "api-destination",
    (client, Name) => client.send(new DescribeApiDestinationCommand({ Name })),
  ],
  [
    "DescribeConnection",
    "connection",
    (client, Name) => client.send(new DescribeConnectionCommand({ Name })),
  ],
  [
    "UpdateConnection",
    "connection",
    (client, Name) => client.send(new UpdateConnectionCommand({ Name })),
  ],
];

test.each(CALLS)("%s is allowed by the ARN of its resource alone", async (action, kind, call) => {
  const { heard, role, assume } = await startWithSession();
  const client = await assume();
  heard.length = 0;
  await call(client, "one");
  await expect(call(client, "two")).rejects.toMatchObject({ name: "AccessDeniedException" });
  const asked = { principalArn: role, action: `events:${action}` };
  expect(heard).toEqual([
    { ...asked, resource: `${PREFIX}:${kind}/one`, allowed: true },
    { ...asked, resource: `${PREFIX}:${kind}/two`, allowed: false },
  ]);
});

test("new credentials of a Connection take rights on EventBridge's own copy of them", async () => {
  const { simulator, role, assume } = await startWithSession();
  const update = new UpdateConnectionCommand({
    Name: "one",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "key", ApiKeyValue: "y" } },
  });
  const client = await assume();
  await expect(client.send(update)).rejects.toMatchObject({ name: "AccessDeniedException" });
  // Whatever else changes takes none.
  await client.send(new UpdateConnectionCommand({ Name: "one", Description: "d" }));
  const grant = (Resource: string) =>
    new IAMClient(clientOptions(simulator)).send(
      new PutRolePolicyCommand({
        RoleName: role.split("/").at(-1),
        PolicyName: "secret",
        PolicyDocument: policy({
          Effect: "Allow",
          Action: [
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecret",
          ],
          Resource,
        }),
      }),
    );
  const secrets = `arn:aws:secretsmanager:us-east-1:${THEIRS.accountId}:secret:events!connection`;
  await grant(`${secrets}/two/*`);
  await expect(client.send(update)).rejects.toMatchObject({ name: "AccessDeniedException" });
  await grant(`${secrets}/one/*`);
  await client.send(update);
});

test("a session's policy narrows it; AssumeRole is heard of, refused ones too", async () => {
  const { simulator, heard, role, assume } = await startWithSession();
  heard.length = 0;
  const narrowed = await assume(
    policy({ Effect: "Allow", Action: "events:DescribeRule", Resource: "*" }),
  );
  const principalArn = `arn:aws:iam::${OURS.accountId}:role/scout/analyzer`;
  const assumed = { principalArn, action: "sts:AssumeRole", resource: role };
  expect(heard).toEqual([{ ...assumed, allowed: true }]);
  await narrowed.send(new DescribeRuleCommand({ Name: "one" }));
  const refused = narrowed.send(new DescribeConnectionCommand({ Name: "one" }));
  await expect(refused).rejects.toMatchObject({ name: "AccessDeniedException" });

  const nobody = await functionCredentials(
    simulator,
    policy({ Effect: "Deny", Action: "*", Resource: "*" }),
    "nobody",
  );
  heard.length = 0;
  const sts = new STSClient(clientOptions(simulator, nobody));
  const denied = sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "check" }));
  await expect(denied).rejects.toMatchObject({ name: "AccessDenied" });
  expect(heard).toMatchObject([{ action: "sts:AssumeRole", resource: role, allowed: false }]);
});
