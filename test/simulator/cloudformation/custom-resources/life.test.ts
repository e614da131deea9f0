import { expect, test } from "@jest/globals";
import { customTemplate, startCustomWorld } from "./custom-stack.ts";

test("a stack's life: create, update, update without a change of it, delete", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  const outputs = "{Key: {Value: !GetAtt Setup.key}, Ref: {Value: !Ref Setup}}";
  const properties = "A: 1, B: true, C: [1, {D: 2.5}], ServiceTimeout: 60";
  const StackId = await world.create(customTemplate(properties, "", outputs));

  const create = await provider.next();
  const ServiceToken = create.ResourceProperties["ServiceToken"];
  expect(ServiceToken).toMatch(/^arn:aws:sns:us-east-1:222222222222:stack-Topic-[A-Z0-9]{12}$/);
  expect(create).toEqual({
    RequestType: "Create",
    ServiceToken,
    ResponseURL: expect.stringMatching(
      /^https:\/\/cloudformation-custom-resource-response-useast1\.s3\.us-east-1\.amazonaws\.com\/arn%3Aaws%3Acloudformation%3Aus-east-1%3A222222222222%3Astack\/stack\/[0-9a-f-]{36}%7CSetup%7C[0-9a-f-]{36}\?X-Amz-/,
    ),
    StackId,
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    LogicalResourceId: "Setup",
    ResourceType: "Custom::ScoutSetup",
    ResourceProperties: {
      ...{ ServiceToken, ServiceTimeout: "60", A: "1", B: "true", C: ["1", { D: "2.5" }] },
    },
  });
  expect(provider.subjects).toEqual(["AWS CloudFormation custom resource request"]);
  const answer = await provider.answer(create, { Data: { key: "value" } });
  expect(answer).toMatchObject({ status: 200, body: "" });
  const created = await world.settled();
  expect(created.StackStatus).toBe("CREATE_COMPLETE");
  expect(created.Outputs).toMatchObject([
    { OutputKey: "Key", OutputValue: "value" },
    { OutputKey: "Ref", OutputValue: "physical" },
  ]);

  await world.update(customTemplate("A: 2", "", outputs));
  const update = await provider.next();
  expect(update).toMatchObject({
    RequestType: "Update",
    PhysicalResourceId: "physical",
    ResourceProperties: { ServiceToken, A: "2" },
    OldResourceProperties: create.ResourceProperties,
  });
  expect(update.RequestId).not.toBe(create.RequestId);
  await provider.answer(update, { Data: { key: "changed" } });
  const updated = await world.settled();
  expect(updated.StackStatus).toBe("UPDATE_COMPLETE");
  expect(updated.Outputs?.[0]?.OutputValue).toBe("changed");

  await world.update(`${customTemplate("A: 2", "", outputs)}\nDescription: other`);
  expect((await world.settled()).StackStatus).toBe("UPDATE_COMPLETE");
  expect(provider.waiting).toEqual([]);

  await world.remove();
  const remove = await provider.next();
  expect(remove).toMatchObject({
    RequestType: "Delete",
    PhysicalResourceId: "physical",
    ResourceProperties: { ServiceToken, A: "2" },
  });
  expect(remove).not.toHaveProperty("OldResourceProperties");
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("DELETE_COMPLETE");
  expect((await world.history("Setup")).map(([status]) => status)).toEqual([
    ...["CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"],
    ...["DELETE_IN_PROGRESS", "DELETE_COMPLETE"],
  ]);
});

test("another physical ID replaces: the old one is deleted when the update has succeeded", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create();
  await provider.answer(await provider.next(), { PhysicalResourceId: "first" });
  await world.settled();
  await world.update(customTemplate("A: 2"));
  await provider.answer(await provider.next(), { PhysicalResourceId: "second" });
  const remove = await provider.next();
  expect(remove).toMatchObject({
    RequestType: "Delete",
    PhysicalResourceId: "first",
    ResourceProperties: { A: "1" },
  });
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("UPDATE_COMPLETE");
  expect(await world.physicalId("Setup")).toBe("second");
  await world.remove();
  const last = await provider.next();
  expect(last).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "second" });
  await provider.answer(last);
  expect((await world.settled()).StackStatus).toBe("DELETE_COMPLETE");
  expect(provider.waiting).toEqual([]);
});

test("an attribute that the answer does not have fails who asks for it", async () => {
  const world = await startCustomWorld();
  const secret =
    "  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Description: !GetAtt Setup.none}}";
  await world.create(customTemplate("A: 1", secret));
  await world.provider.answer(await world.provider.next());
  await world.provider.answer(await world.provider.next());
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  const [[, reason] = []] = (await world.history("Secret")).slice(-1);
  expect((await world.history("Secret"))[0]?.[1] ?? reason).toContain(
    "Vendor response doesn't contain none attribute",
  );
});

test("the type of CloudFormation's own name works too", async () => {
  const world = await startCustomWorld();
  const type = "AWS::CloudFormation::CustomResource";
  await world.create(customTemplate().replace("Custom::ScoutSetup", type));
  const request = await world.provider.next();
  expect(request).toMatchObject({ ResourceType: type });
  await world.provider.answer(request, { NoEcho: true, Reason: "See the log" });
  expect((await world.settled()).StackStatus).toBe("CREATE_COMPLETE");
});
