import { describe, expect, test } from "@jest/globals";
import { createTestNames } from "../certificates.ts";
import { temporaryFolder } from "../start.ts";
import { connect, HOST, openBus, pushEvent, ROLE } from "./bus.ts";
import { startEndpoint } from "./endpoint.ts";

describe("an API destination", () => {
  test("gets the event with the connection's key and AWS's headers", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST);
    const bus = await openBus(names);
    await connect(bus);
    const event = pushEvent();
    await bus.eventBridge.publish(event);
    const [call] = await endpoint.received(1);
    expect(call).toMatchObject({ method: "POST", path: "/events?x=1" });
    expect(JSON.parse(call?.body ?? "")).toEqual(event);
    expect(event.time).toBe("2026-01-02T03:04:05Z");
    expect(call?.headers).toMatchObject({
      host: HOST,
      "x-api-key": "key",
      "user-agent": "Amazon/EventBridge/ApiDestinations",
      "content-type": "application/json; charset=utf-8",
      range: "bytes=0-1048575",
      connection: "close",
      "content-length": String(Buffer.byteLength(call?.body ?? "")),
    });
    expect(call?.headers["date"]).toBeUndefined();
  });

  test("gets only what its rule matches, while the rule is enabled", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST);
    const bus = await openBus(names);
    await connect(bus);
    await bus.eventBridge.publish(pushEvent("other", "aws.s3"));
    await bus.call("DisableRule", { Name: "rule" });
    await bus.eventBridge.publish(pushEvent("disabled"));
    await bus.call("EnableRule", { Name: "rule" });
    await bus.eventBridge.publish({ ...pushEvent("foreign"), account: "111111111111" });
    await bus.eventBridge.publish(pushEvent("wanted"));
    const calls = await endpoint.received(1);
    expect(calls.map(({ body }) => body)).toEqual([expect.stringContaining('"wanted"')]);
  });

  test("an updated connection sends its new key", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST);
    const bus = await openBus(names);
    await connect(bus);
    await bus.call("UpdateConnection", {
      Name: "connection",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyValue: "rotated" } },
    });
    await bus.eventBridge.publish(pushEvent());
    const [call] = await endpoint.received(1);
    expect(call?.headers["x-api-key"]).toBe("rotated");
  });

  test("gets nothing while its connection is deauthorized, and is not tried again", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST);
    const bus = await openBus(names);
    await connect(bus);
    const answer = await bus.call("DeauthorizeConnection", { Name: "connection" });
    expect(answer["ConnectionState"]).toBe("DEAUTHORIZED");
    await bus.eventBridge.publish(pushEvent("lost"));
    const [lost] = await bus.undelivered(1);
    expect(lost).toMatchObject({ code: "NO_RESOURCE", delivery: { attempts: 1 } });
    // A change of anything but the credentials does not authorize it.
    await bus.call("UpdateConnection", { Name: "connection", Description: "x" });
    expect(await bus.call("DescribeConnection", { Name: "connection" })).toMatchObject({
      ConnectionState: "DEAUTHORIZED",
    });
    await bus.call("UpdateConnection", {
      Name: "connection",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyValue: "again" } },
    });
    await bus.eventBridge.publish(pushEvent("seen"));
    const calls = await endpoint.received(1);
    expect(calls.map(({ headers }) => headers["x-api-key"])).toEqual(["again"]);
  });
});

describe("retries", () => {
  test.each([401, 407, 409, 429, 500, 503])("after HTTP %d", async (status) => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST, [{ status }, { status }, { status: 204 }]);
    const bus = await openBus(names);
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    const bodies = (await endpoint.received(3)).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
  });

  test.each([301, 400, 403, 404, 410])("not after HTTP %d", async (status) => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST, [{ status }]);
    const bus = await openBus(names);
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    const [lost] = await bus.undelivered(1);
    expect(lost).toMatchObject({
      exhausted: undefined,
      reason: expect.stringContaining(`${status}`),
    });
    expect(endpoint.calls).toHaveLength(1);
  });

  test("after no answer in time", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST, ["never", { status: 200 }]);
    const bus = await openBus(names, { endpointTimeoutMs: 300 });
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    await endpoint.received(2);
  });

  test("end with the policy's attempts, in the dead-letter queue", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST, [{ status: 503 }]);
    const letters: unknown[] = [];
    const bus = await openBus(names, {
      sendDeadLetter: (queueArn, ruleArn, { body, attributes }) => {
        letters.push({ queueArn, ruleArn, body, attributes });
        return Promise.resolve();
      },
    });
    const Arn = "arn:aws:sqs:us-east-1:222222222222:dead";
    await connect(bus, { RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn } });
    const event = pushEvent();
    await bus.eventBridge.publish(event);
    await bus.undelivered(1);
    await bus.close();
    expect(endpoint.calls).toHaveLength(3);
    expect(letters).toEqual([
      {
        queueArn: Arn,
        ruleArn: "arn:aws:events:us-east-1:222222222222:rule/rule",
        body: JSON.stringify(event),
        attributes: {
          RULE_ARN: "arn:aws:events:us-east-1:222222222222:rule/rule",
          TARGET_ARN: expect.stringContaining(":api-destination/destination/"),
          ERROR_CODE: "SDK_CLIENT_ERROR",
          ERROR_MESSAGE: `${HOST} answered with HTTP status 503`,
          RETRY_ATTEMPTS: "2",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        },
      },
    ]);
  });

  test("end with the policy's age", async () => {
    const names = await createTestNames();
    await startEndpoint(names, HOST, [{ status: 503 }]);
    let now = new Date();
    const bus = await openBus(names, { now: () => now });
    await connect(bus, { RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    const published = bus.eventBridge.publish(pushEvent());
    now = new Date(now.getTime() + 60_000);
    await published;
    const [lost] = await bus.undelivered(1);
    expect(lost?.exhausted).toBe("MaximumEventAgeInSeconds");
  });

  test("end with a negative Retry-After", async () => {
    const names = await createTestNames();
    const headers = { "retry-after": "-1" };
    const endpoint = await startEndpoint(names, HOST, [{ status: 429, headers }]);
    const bus = await openBus(names);
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    await bus.undelivered(1);
    expect(endpoint.calls).toHaveLength(1);
  });

  test("go on after a restart", async () => {
    const names = await createTestNames();
    const directory = await temporaryFolder();
    const first = await openBus(names, { directory, retryBaseMs: 50 });
    await connect(first);
    const endpoint = await startEndpoint(names, HOST, [{ status: 500 }, { status: 200 }]);
    const event = pushEvent();
    await first.eventBridge.publish(event);
    await endpoint.received(1);
    await first.close();
    expect(endpoint.calls).toHaveLength(1);
    await openBus(names, { directory });
    const calls = await endpoint.received(2);
    expect(JSON.parse(calls[1]?.body ?? "")).toEqual(event);
  });
});

test("a call that is broken off by the end counts as none and is made again", async () => {
  const names = await createTestNames();
  const directory = await temporaryFolder();
  const endpoint = await startEndpoint(names, HOST, ["never", { status: 200 }]);
  const first = await openBus(names, { directory });
  await connect(first, { RetryPolicy: { MaximumRetryAttempts: 0 } });
  await first.eventBridge.publish(pushEvent());
  await endpoint.received(1);
  await first.close();
  await openBus(names, { directory });
  await endpoint.received(2);
});

describe("is given up at once", () => {
  test("for a host that the simulator does not know", async () => {
    const bus = await openBus(await createTestNames());
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    const [lost] = await bus.undelivered(1);
    expect(lost?.reason).toContain("does not reach the public internet");
  });

  test("when the target's role may not invoke it", async () => {
    const names = await createTestNames();
    const endpoint = await startEndpoint(names, HOST);
    const asked: unknown[] = [];
    const bus = await openBus(names, {
      serviceMay: (...question) => {
        asked.push(question);
        return false;
      },
    });
    await connect(bus);
    await bus.eventBridge.publish(pushEvent());
    expect((await bus.undelivered(1))[0]?.code).toBe("NO_PERMISSIONS");
    expect(endpoint.calls).toHaveLength(0);
    expect(asked).toEqual([
      [
        "events.amazonaws.com",
        ROLE,
        "events:InvokeApiDestination",
        expect.stringContaining(":api-destination/destination/"),
        {
          "aws:SourceArn": "arn:aws:events:us-east-1:222222222222:rule/rule",
          "aws:SourceAccount": "222222222222",
        },
      ],
    ]);
  });

  test.each([
    ["DeleteConnection", "connection"],
    ["DeleteApiDestination", "destination"],
  ])("after %s", async (operation, Name) => {
    const names = await createTestNames();
    await startEndpoint(names, HOST);
    const bus = await openBus(names);
    await connect(bus);
    await bus.call(operation, { Name });
    await bus.eventBridge.publish(pushEvent());
    expect((await bus.undelivered(1))[0]?.code).toBe("NO_RESOURCE");
  });
});
