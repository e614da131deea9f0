import { describe, expect, test } from "@jest/globals";
import { completeRequest, setupRequest, stackFixture } from "../../fixtures/setup-messages.ts";
import { createSetupWorld } from "../../fixtures/setup-world.ts";

describe("properties that the template would not send", () => {
  const other = stackFixture("Scout", "333333333333");
  test.each<[string, object]>([
    ["no role", { EcrAccessRoleArn: undefined }],
    ["another account's role", { EcrAccessRoleArn: other.roleArn }],
    ["a role elsewhere", { EcrAccessRoleArn: "arn:aws:iam::222222222222:role/Admin" }],
    [
      "a role of another partition",
      { EcrAccessRoleArn: "arn:aws-cn:iam::222222222222:role/ecr-scout/A" },
    ],
    ["another account's secret", { CredentialsSecretArn: other.secretArn }],
    [
      "another Region's secret",
      { CredentialsSecretArn: stackFixture("Scout", "222222222222", "eu-west-1").secretArn },
    ],
    ["no secret at all", { CredentialsSecretArn: "arn:aws:s3:us-east-1:222222222222:bucket" }],
  ])("%s: refused", async (_, properties) => {
    const world = createSetupWorld();
    const answer = await world.ask(
      setupRequest(world.stack, world.integration.externalId, { properties }),
    );
    expect(answer).toMatchObject({ Status: "FAILED" });
    expect(world.stored()).toMatchObject({ status: "error", statusReason: answer.Reason });
    expect(world.stored().connection).toBeUndefined();
  });

  test("a wrong external ID: refused, without telling the right one", async () => {
    const world = createSetupWorld();
    const answer = await world.ask(setupRequest(world.stack, "someone-elses"));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("ExternalId"),
    });
    expect(answer.Reason).not.toContain(world.integration.externalId);
    expect(world.stored().connection).toBeUndefined();
  });

  test("another custom resource: refused", async () => {
    const world = createSetupWorld();
    const request = setupRequest(world.stack, "x", { ResourceType: "Custom::Other" });
    expect(await world.ask(request)).toMatchObject({ Status: "FAILED" });
  });

  test.each([
    [
      "foreign resources",
      { ConnectionArn: "arn:aws:events:us-east-1:333333333333:connection/C/1" },
    ],
    ["a part of the resources", { RuleArns: undefined }],
  ])("%s at the end: refused, and the key revoked", async (_, properties) => {
    const world = createSetupWorld();
    await world.ask(setupRequest(world.stack, world.integration.externalId));
    const answer = await world.ask(completeRequest(world.stack, { properties }));
    expect(answer).toMatchObject({ Status: "FAILED" });
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: answer.Reason,
      keyHashes: [],
    });
  });
});
