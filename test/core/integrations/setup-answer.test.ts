import { describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { setupMessage, setupRequest, stackFixture } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

/** A world, and the message of its stack's first request. */
function setUp(changes: Parameters<typeof setupRequest>[2] = {}) {
  const world = createSetupWorld();
  const request = setupRequest(world.stack, world.integration.externalId, changes);
  return { world, request, message: setupMessage(world.stack, INTEGRATION_ID, request) };
}

describe("an answer", () => {
  test("is sent where CloudFormation waits, and never logged with that address", async () => {
    const { world, request, message } = setUp();
    await world.deliver(message);
    expect(world.responder.sent[0]?.url).toBe(request.ResponseURL);
    expect(JSON.stringify(world.log.lines)).not.toContain("X-Amz-Signature");
  });

  test("is the same when the message comes again, and nothing else is done", async () => {
    const { world, message } = setUp();
    await world.deliver(message);
    const before = world.stored();
    world.customer.roles.clear();
    world.pass(600);
    await world.deliver(message);
    const [first, second] = world.responder.sent;
    expect(second).toEqual(first);
    expect(world.stored()).toEqual(before);
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
  });

  test("to a dead address is tried again until CloudFormation has stopped waiting", async () => {
    const { world, message } = setUp();
    const dead = new TransientError("response-unsent", "The address does not answer.");
    world.responder.failure = dead;
    await expect(world.deliver(message)).rejects.toBe(dead);
    world.pass(590);
    await expect(world.deliver(message)).rejects.toBe(dead);
    world.pass(15);
    await world.deliver(message);
    expect(world.log.lines.at(-1)).toMatchObject({
      level: "error",
      message: "setup answer given up",
      fields: { integrationId: INTEGRATION_ID, status: "SUCCESS", error: dead },
    });
    // It was decided at the first delivery.
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
  });

  test("that is refused is done", async () => {
    const { world, message } = setUp();
    world.responder.failure = new PermanentError("response-refused", "The address has expired.");
    await world.deliver(message);
    expect(world.log.lines.at(-1)).toMatchObject({
      level: "error",
      message: "setup answer refused",
    });
  });
});

describe("an answer wanted elsewhere", () => {
  const ResponseURL = "https://collector.example.com/?X-Amz-Signature=secret";

  test("is not sent; a new stack's integration says so", async () => {
    const { world, message } = setUp({ ResponseURL });
    await expect(world.deliver(message)).rejects.toMatchObject({ code: "response-url-refused" });
    expect(world.responder.sent).toEqual([]);
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("https://collector.example.com"),
    });
    expect(world.stored().statusReason).not.toContain("secret");
    expect(world.stored().connection).toBeUndefined();
  });

  test("does not put a connected integration in error", async () => {
    const world = createSetupWorld();
    await world.launch();
    const request = setupRequest(world.stack, world.integration.externalId, {
      RequestType: "Update",
      PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
      ResponseURL,
    });
    await expect(world.ask(request)).rejects.toBeInstanceOf(PermanentError);
    expect(world.stored()).toMatchObject({
      status: "connected",
      statusReason: expect.stringContaining("collector.example.com"),
    });
  });

  test("of a Delete: what it asks for is done nevertheless", async () => {
    const world = createSetupWorld();
    await world.launch();
    const request = setupRequest(world.stack, "x", {
      RequestType: "Delete",
      PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
      ResponseURL,
    });
    await expect(world.ask(request)).rejects.toMatchObject({ code: "response-url-refused" });
    expect(world.liveKeys()).toEqual([]);
  });
});

describe("two deliveries at once", () => {
  test("the second waits, then sends the same answer", async () => {
    const { world, message } = setUp();
    const { account } = world.dependencies;
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow: typeof account = {
      ...account,
      assume: async (...args) => {
        await held;
        return account.assume(...args);
      },
    };
    const first = world.deliver(message, { ports: { account: slow } });
    await expect(world.deliver(message)).rejects.toMatchObject({
      code: "setup-busy",
      retryAfterSeconds: 5,
    });
    goOn();
    await first;
    await world.deliver(message);
    expect(world.responder.sent).toHaveLength(2);
    expect(world.responder.sent[1]).toEqual(world.responder.sent[0]);
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([world.hashInSecret()]);
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
  });

  test("who has lost the lease sends nothing of its own", async () => {
    const { world, message } = setUp();
    const ports = { requests: { ...world.requests, decide: () => Promise.resolve(false) } };
    await expect(world.deliver(message, { ports })).rejects.toMatchObject({
      code: "setup-lease-lost",
    });
    expect(world.responder.sent).toEqual([]);
  });

  test("a lease that can't be ended ends by itself", async () => {
    const { world, message } = setUp();
    const failure = new TransientError("throttled", "Later.");
    const ports = { requests: { ...world.requests, release: () => Promise.reject(failure) } };
    await world.deliver(message, { ports });
    expect(world.log.lines.at(-1)).toMatchObject({ level: "warn", fields: { error: failure } });
  });
});

describe("a message that nobody can be answered for", () => {
  test.each([
    ["no JSON", "hello"],
    ["no request", JSON.stringify({ RequestType: "Create" })],
    ["no stack", JSON.stringify({ ...setUp().request, StackId: "arn:aws:s3:::bucket" })],
  ])("%s: given up", async (_, body) => {
    const { world, message } = setUp();
    await expect(world.deliver({ ...message, body })).rejects.toMatchObject({
      code: "malformed-setup-request",
    });
    expect(world.stored().version).toBe(1);
  });

  test.each([
    ["account", stackFixture("Scout", "333333333333").topicArn],
    ["Region", stackFixture("Scout", "222222222222", "eu-west-1").topicArn],
    ["partition", "arn:aws-cn:sns:cn-north-1:222222222222:Topic"],
  ])("of a topic of another %s: given up", async (_, topicArn) => {
    const { world, message } = setUp();
    await expect(world.deliver({ ...message, topicArn })).rejects.toMatchObject({
      code: "foreign-stack",
    });
    expect(world.stored().version).toBe(1);
    expect(world.responder.sent).toEqual([]);
  });
});
