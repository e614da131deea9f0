import { expect, test } from "@jest/globals";
import { customTemplate, startCustomWorld } from "./custom-stack.ts";

async function startCreated(properties = "A: 1") {
  const world = await startCustomWorld();
  await world.create(customTemplate(properties));
  await world.provider.answer(await world.provider.next());
  await world.settled();
  return world;
}

test("an update that FAILED is taken back by another Update", async () => {
  const world = await startCreated();
  const { provider } = world;
  await world.update(customTemplate("A: 2"));
  await provider.answer(await provider.next(), { Status: "FAILED", Reason: "no" });
  const back = await provider.next();
  expect(back).toMatchObject({
    RequestType: "Update",
    PhysicalResourceId: "physical",
    ResourceProperties: { A: "1" },
    OldResourceProperties: { A: "2" },
  });
  await provider.answer(back);
  expect((await world.settled()).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  await world.update(customTemplate("A: 3"));
  const again = await provider.next();
  expect(again.OldResourceProperties).toMatchObject({ A: "1" });
  await provider.answer(again);
  expect((await world.settled()).StackStatus).toBe("UPDATE_COMPLETE");
});

test("a replacement that is rolled back: the new one is deleted, the old one stays", async () => {
  const world = await startCreated();
  const { provider } = world;
  const failing =
    '  Failing: {Type: AWS::SecretsManager::Secret, DependsOn: Setup, Properties: {Description: "{{resolve:secretsmanager:none}}"}}';
  await world.update(customTemplate("A: 2", failing));
  await provider.answer(await provider.next(), { PhysicalResourceId: "new" });
  const back = await provider.next();
  expect(back).toMatchObject({ RequestType: "Update", PhysicalResourceId: "new" });
  await provider.answer(back, { PhysicalResourceId: "physical" });
  const remove = await provider.next();
  expect(remove).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "new" });
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await world.physicalId("Setup")).toBe("physical");
  expect(provider.waiting).toEqual([]);
});

test("the service token can't be changed, and nobody is asked", async () => {
  const world = await startCreated();
  const other = "  Other: {Type: AWS::SNS::Topic}";
  const moved = customTemplate("A: 2", other).replace(
    "{ServiceToken: !Ref Topic,",
    "{ServiceToken: !Ref Other,",
  );
  await world.update(moved);
  expect((await world.settled()).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await world.history("Setup")).toContainEqual([
    "UPDATE_FAILED",
    "Modifying service token is not allowed.",
  ]);
  expect(world.provider.waiting).toEqual([]);
});

test("what leaves the template is deleted when the update has succeeded", async () => {
  const world = await startCreated();
  const without = customTemplate().replace(/ {2}Setup:[\s\S]*/, "");
  await world.update(without);
  const remove = await world.provider.next();
  expect(remove).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "physical" });
  await world.provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("UPDATE_COMPLETE");
});
