import { describe, expect, test } from "@jest/globals";
import { checkHomePartition } from "../../../core/integrations/home-partition.ts";
import type { CustomResourceRequest } from "../../../core/contract/custom-resource.ts";
import {
  setupMessage,
  setupRequest,
  stackFixture,
  type StackFixture,
} from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

/** A stack in Beijing, as China's partition names it. */
function chineseStack(): StackFixture {
  const stack = stackFixture("Scout", "222222222222", "cn-north-1");
  return JSON.parse(JSON.stringify(stack).replaceAll("arn:aws:", "arn:aws-cn:")) as StackFixture;
}

function chineseRequest(stack: StackFixture, externalId: string): CustomResourceRequest {
  const request = setupRequest(stack, externalId);
  const { ResponseURL } = request;
  return {
    ...request,
    ResponseURL: ResponseURL.replace(".amazonaws.com/", ".amazonaws.com.cn/"),
  };
}

describe("a stack of another partition", () => {
  test("is refused with the reason, and nothing of it is kept", async () => {
    const world = createSetupWorld();
    const stack = chineseStack();
    const answer = await world.ask(chineseRequest(stack, world.integration.externalId), { stack });
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        /cn-north-1, of the AWS partition aws-cn, and this service runs in aws: .*deployment of the service in aws-cn/,
      ),
    });
    expect(world.responder.sent).toHaveLength(1);
    expect(world.stored()).toMatchObject({ status: "error", statusReason: answer.Reason });
    expect(world.stored().connection).toBeUndefined();
    expect([...world.integrations.claims]).toEqual([]);
    expect(world.customer.secrets.size).toBe(0);
  });

  test("leaves the link free for a registry of this one", async () => {
    const world = createSetupWorld();
    const stack = chineseStack();
    await world.ask(chineseRequest(stack, world.integration.externalId), { stack });
    await world.launch();
    expect(world.stored()).toMatchObject({ status: "connected" });
  });

  test("is served by a deployment of its own", async () => {
    const world = createSetupWorld();
    const stack = chineseStack();
    const { externalId } = world.integration;
    world.customer.roles.set(stack.roleArn, { externalId });
    const message = setupMessage(stack, INTEGRATION_ID, chineseRequest(stack, externalId));
    await world.deliver(message, { ports: { homeRegion: "cn-northwest-1" } });
    expect(world.responder.sent[0]?.response).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored().connection).toMatchObject({ region: "cn-north-1" });
  });
});

test.each([
  ["aws", "us-east-1", "eu-west-1", true],
  ["aws-us-gov", "us-gov-east-1", "us-gov-west-1", true],
  ["aws-us-gov", "us-gov-east-1", "us-east-1", false],
  ["aws", "us-east-1", "us-gov-west-1", false],
  ["aws-eusc", "eusc-de-east-1", "eu-central-1", false],
])("a stack of %s in %s may come to %s: %s", (partition, region, home, isServed) => {
  const stack = { stackId: "", partition, account: "222222222222", region };
  const check = () => {
    checkHomePartition(stack, home);
  };
  if (isServed) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ code: "other-partition" }));
});
