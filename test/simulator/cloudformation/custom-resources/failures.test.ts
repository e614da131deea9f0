import { describe, expect, test } from "@jest/globals";
import { customTemplate, startCustomWorld } from "./custom-stack.ts";

test("FAILED rolls back, and the Delete names what the answer named", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create();
  const create = await provider.next();
  const Reason = "The role can't be assumed.";
  await provider.answer(create, { Status: "FAILED", Reason, PhysicalResourceId: "half" });
  const remove = await provider.next();
  expect(remove).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "half" });
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await world.history("Setup")).toEqual([
    ["CREATE_IN_PROGRESS", undefined],
    [
      "CREATE_FAILED",
      `Received response status [FAILED] from custom resource. Message returned: ${Reason} (RequestId: ${create.RequestId})`,
    ],
    ["DELETE_IN_PROGRESS", undefined],
    ["DELETE_COMPLETE", undefined],
  ]);
});

test("without an answer in ServiceTimeout the creation fails; a late answer changes nothing", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create(customTemplate("ServiceTimeout: 1"));
  const create = await provider.next();
  const remove = await provider.next();
  expect(remove).toMatchObject({
    RequestType: "Delete",
    PhysicalResourceId: expect.stringMatching(/^stack-Setup-[A-Z0-9]{12}$/),
  });
  expect((await provider.answer(create)).status).toBe(200);
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await world.history("Setup"))[1]).toEqual([
    "CREATE_FAILED",
    expect.stringContaining(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${create.RequestId}].`,
    ),
  ]);
});

test("a Delete that fails leaves the stack failed, and it can be deleted again", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create();
  await provider.answer(await provider.next());
  await world.settled();
  await world.remove();
  await provider.answer(await provider.next(), { Status: "FAILED", Reason: "no" });
  expect((await world.settled()).StackStatus).toBe("DELETE_FAILED");
  await world.remove();
  await provider.answer(await provider.next());
  expect((await world.settled()).StackStatus).toBe("DELETE_COMPLETE");
});

describe("an answer that is no good fails the resource:", () => {
  const long = { Data: { text: "x".repeat(4096) } };
  test.each([
    ["longer than 4,096 bytes", long, "Response object is too long."],
    ["no physical ID", { PhysicalResourceId: undefined }, "Invalid PhysicalResourceId"],
    ["an empty physical ID", { PhysicalResourceId: "" }, "Invalid PhysicalResourceId"],
    ["a long physical ID", { PhysicalResourceId: "x".repeat(1025) }, "Invalid PhysicalResourceId"],
    ["another status", { Status: "OK" }, "Invalid response object: invalid Status."],
    ["another stack", { StackId: "x" }, "Invalid StackId"],
    ["another request", { RequestId: "x" }, "Invalid RequestId"],
    ["another resource", { LogicalResourceId: "x" }, "Invalid LogicalResourceId"],
    ["data that is a list", { Data: [] }, "Invalid response object: invalid Data."],
  ])("%s", async (_name, changes, reason) => {
    const world = await startCustomWorld();
    await world.create();
    const create = await world.provider.next();
    expect((await world.provider.answer(create, changes)).status).toBe(200);
    await world.provider.answer(await world.provider.next());
    expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await world.history("Setup"))[1]).toEqual(["CREATE_FAILED", reason]);
  });

  test("no JSON", async () => {
    const world = await startCustomWorld();
    await world.create();
    const { ResponseURL } = await world.provider.next();
    await world.provider.put(ResponseURL, "fine!");
    await world.provider.answer(await world.provider.next());
    expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  });
});

test("an answer of exactly 4,096 bytes is taken", async () => {
  const world = await startCustomWorld();
  await world.create();
  const { ResponseURL, StackId, RequestId } = await world.provider.next();
  const good = { Status: "SUCCESS", PhysicalResourceId: "p", StackId, RequestId };
  const body = JSON.stringify({ ...good, LogicalResourceId: "Setup", Reason: "" });
  const full = body.replace('"Reason":""', `"Reason":"${"x".repeat(4096 - body.length)}"`);
  await world.provider.put(ResponseURL, full);
  expect((await world.settled()).StackStatus).toBe("CREATE_COMPLETE");
});

test("what can't be published fails at once, and nobody is asked to delete it", async () => {
  const world = await startCustomWorld();
  await world.create(customTemplate().replace("Effect: Deny", "Effect: Allow"));
  await world.provider.answer(await world.provider.next());
  await world.settled();
  await world.remove();
  await world.provider.answer(await world.provider.next());
  await world.settled();
  const closed = customTemplate().replace('Bool: {"aws:SecureTransport": "false"}', "");
  await world.create(closed.replace("Condition: {}", ""));
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  const [, failed] = await world.history("Setup");
  expect(failed?.[1]).toContain("is not authorized to perform: sns:Publish on resource:");
  expect(world.provider.waiting).toEqual([]);
});

test.each([
  ["a function", "arn:aws:lambda:us-east-1:222222222222:function:x", "not over Lambda"],
  ["another Region", "arn:aws:sns:eu-west-1:222222222222:x", "Invalid service token."],
  ["no topic", "x", "Invalid service token."],
  ["a topic that is not there", "arn:aws:sns:us-east-1:222222222222:x", "Topic does not exist"],
])("refuses the service token of %s", async (_name, token, reason) => {
  const world = await startCustomWorld();
  await world.create(
    `Resources: {Setup: {Type: Custom::X, Properties: {ServiceToken: "${token}"}}}`,
  );
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await world.history("Setup")).map(([, why]) => why).join()).toContain(reason);
});

test.each([
  ["ServiceTimeout: 0", "ServiceTimeout"],
  ["ServiceTimeout: 3601", "ServiceTimeout"],
  ['A: "{{resolve:secretsmanager:x}}"', "Dynamic references"],
])("refuses %s", async (properties, reason) => {
  const world = await startCustomWorld();
  await world.create(customTemplate(properties));
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await world.history("Setup")).map(([, why]) => why).join()).toContain(reason);
});

test("a type of more than 60 characters is no resource type", async () => {
  const world = await startCustomWorld();
  const type = `Custom::${"x".repeat(61)}`;
  const refused = world.create(customTemplate().replace("Custom::ScoutSetup", type));
  await expect(refused).rejects.toThrow("Unrecognized resource types");
});
