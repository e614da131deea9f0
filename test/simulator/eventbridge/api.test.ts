import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeleteRuleCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
  UpdateApiDestinationCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "@jest/globals";
import { createRole, functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";

const connection = {
  Name: "connection",
  AuthorizationType: "API_KEY",
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "X-Key", ApiKeyValue: "secret" } },
} as const;

async function startWithDestination() {
  const simulator = await start();
  const events = new EventBridgeClient(clientOptions(simulator));
  const { ConnectionArn } = await events.send(new CreateConnectionCommand(connection));
  const { ApiDestinationArn = "" } = await events.send(
    new CreateApiDestinationCommand({
      Name: "destination",
      ConnectionArn,
      InvocationEndpoint: "https://push.scout.example/events",
      HttpMethod: "POST",
    }),
  );
  const RoleArn = await createRole(simulator, THEIRS, {
    name: "invoke",
    trust: trust({ Service: "events.amazonaws.com" }),
  });
  const EventPattern = JSON.stringify({ source: ["aws.ecr"] });
  await events.send(new PutRuleCommand({ Name: "rule", EventPattern }));
  const target = { Id: "one", Arn: ApiDestinationArn, RoleArn };
  return { simulator, events, ConnectionArn, target, EventPattern };
}

test("connections and API destinations are described without their secrets", async () => {
  const { events, ConnectionArn, target } = await startWithDestination();
  const shown = await events.send(new DescribeConnectionCommand({ Name: "connection" }));
  expect(shown).toMatchObject({
    ConnectionArn,
    ConnectionState: "AUTHORIZED",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "X-Key" } },
    SecretArn: expect.stringContaining(":secret:events!connection/connection/"),
  });
  expect(JSON.stringify(shown)).not.toContain('"secret"');
  await events.send(
    new UpdateApiDestinationCommand({ Name: "destination", InvocationRateLimitPerSecond: 7 }),
  );
  const destination = await events.send(new DescribeApiDestinationCommand({ Name: "destination" }));
  expect(destination).toMatchObject({
    ApiDestinationArn: target.Arn,
    ApiDestinationState: "ACTIVE",
    ConnectionArn,
    HttpMethod: "POST",
    InvocationRateLimitPerSecond: 7,
  });
  const again = events.send(new CreateConnectionCommand(connection));
  await expect(again).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
});

test("rules have targets, and are deleted without", async () => {
  const { events, target, EventPattern } = await startWithDestination();
  await events.send(new PutTargetsCommand({ Rule: "rule", Targets: [target] }));
  const rule = await events.send(new DescribeRuleCommand({ Name: "rule" }));
  expect(rule).toMatchObject({
    Arn: "arn:aws:events:us-east-1:222222222222:rule/rule",
    EventPattern,
    State: "ENABLED",
  });
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: "rule" }));
  expect(Targets).toEqual([target]);
  await expect(events.send(new DeleteRuleCommand({ Name: "rule" }))).rejects.toThrow(/targets/);
  await events.send(new RemoveTargetsCommand({ Rule: "rule", Ids: ["one"] }));
  await events.send(new DeleteRuleCommand({ Name: "rule" }));
  expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
  const gone = events.send(new DescribeRuleCommand({ Name: "rule" }));
  await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

describe("refuses", () => {
  test("patterns that are none", async () => {
    const { events } = await startWithDestination();
    const put = events.send(new PutRuleCommand({ Name: "bad", EventPattern: '{"a":"b"}' }));
    await expect(put).rejects.toMatchObject({ name: "InvalidEventPatternException" });
  });

  test("targets that are no API destination, have no role, or are transformed", async () => {
    const { events, target } = await startWithDestination();
    const put = (change: object) =>
      events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ ...target, ...change }] }));
    await expect(put({ Arn: "arn:aws:sqs:us-east-1:222222222222:q" })).rejects.toThrow(
      /API destinations only/,
    );
    await expect(put({ RoleArn: undefined })).rejects.toThrow(/RoleArn is required/);
    await expect(put({ InputTransformer: { InputTemplate: "{}" } })).rejects.toThrow(
      /InputTransformer/,
    );
  });

  test("schedules, other buses, endpoints without TLS, OAuth", async () => {
    const { events, ConnectionArn, EventPattern } = await startWithDestination();
    const put = (change: object) =>
      events.send(new PutRuleCommand({ Name: "x", EventPattern, ...change }));
    await expect(put({ ScheduleExpression: "rate(1 day)" })).rejects.toThrow(/ScheduleExpression/);
    await expect(put({ EventBusName: "mine" })).rejects.toThrow(/default bus only/);
    const plain = new CreateApiDestinationCommand({
      Name: "plain",
      ConnectionArn,
      InvocationEndpoint: "http://push.scout.example/",
      HttpMethod: "POST",
    });
    await expect(events.send(plain)).rejects.toThrow(/InvocationEndpoint/);
    const oauth = new CreateConnectionCommand({
      ...connection,
      Name: "oauth",
      AuthorizationType: "OAUTH_CLIENT_CREDENTIALS",
    });
    await expect(events.send(oauth)).rejects.toThrow(/OAUTH_CLIENT_CREDENTIALS/);
  });

  test("what the caller's policies do not allow", async () => {
    const simulator = await start();
    const statement = { Effect: "Allow", Action: "events:DescribeRule", Resource: "*" };
    const credentials = await functionCredentials(simulator, policy(statement));
    const events = new EventBridgeClient(clientOptions(simulator, credentials));
    const put = events.send(new PutRuleCommand({ Name: "x", EventPattern: '{"source":["a"]}' }));
    await expect(put).rejects.toMatchObject({ name: "AccessDeniedException" });
    const described = events.send(new DescribeRuleCommand({ Name: "x" }));
    await expect(described).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

test("PutEvents takes each entry by itself; AWS's own sources are not for customers", async () => {
  const events = new EventBridgeClient(clientOptions(await start(), OURS));
  const { Entries, FailedEntryCount } = await events.send(
    new PutEventsCommand({
      Entries: [
        { Source: "mine", DetailType: "x", Detail: "{}" },
        { Source: "aws.ecr", DetailType: "x", Detail: "{}" },
        { Source: "mine", DetailType: "x", Detail: "[" },
        { Source: "mine", Detail: "{}" },
      ],
    }),
  );
  expect(FailedEntryCount).toBe(3);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    "NotAuthorizedForSourceException",
    "MalformedDetail",
    "InvalidArgument",
  ]);
  expect(Entries?.[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
});

test("TestEventPattern", async () => {
  const events = new EventBridgeClient(clientOptions(await start()));
  const event = {
    ...{ id: "1", account: "2", source: "aws.ecr", time: "2026-01-02T03:04:05Z" },
    ...{ region: "us-east-1", resources: [], "detail-type": "x" },
  };
  const input = { EventPattern: '{"source":["aws.ecr"]}', Event: JSON.stringify(event) };
  expect((await events.send(new TestEventPatternCommand(input))).Result).toBe(true);
  const bad = events.send(new TestEventPatternCommand({ ...input, Event: "{}" }));
  await expect(bad).rejects.toMatchObject({ name: "ValidationException" });
});
