import { expect, test } from "@jest/globals";
import { start, stop, temporaryFolder } from "../../start.ts";
import { settled } from "../stacks.ts";
import { customTemplate, startCustomWorld, worldOf } from "./custom-stack.ts";

/** A resource that fails while the custom resource is waited for. */
const FAILING = `
  Failing:
    Type: AWS::SecretsManager::Secret
    DependsOn: Role
    Properties: {Description: "{{resolve:secretsmanager:none}}"}
`;

test("another resource's failure ends the waiting: the Delete may come before the answer", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create(customTemplate("A: 1", FAILING));
  const create = await provider.next();
  const remove = await provider.next();
  expect([create.RequestType, remove.RequestType]).toEqual(["Create", "Delete"]);
  expect(remove.PhysicalResourceId).toMatch(/^stack-Setup-/);
  expect((await provider.answer(create)).status).toBe(200);
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await world.history("Setup"))[1]).toEqual([
    "CREATE_FAILED",
    "Resource creation cancelled",
  ]);
});

test("a stack may be deleted while a custom resource is waited for", async () => {
  const world = await startCustomWorld();
  const { provider } = world;
  await world.create();
  const create = await provider.next();
  await world.remove();
  const remove = await provider.next();
  expect(remove).toMatchObject({ RequestType: "Delete", StackId: create.StackId });
  await provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("DELETE_COMPLETE");
});

test.each([["Create"], ["Update"], ["Delete"]])(
  "a restart in the middle of a %s goes on waiting, and takes the answer",
  async (requestType) => {
    const directory = await temporaryFolder();
    const before = await startCustomWorld({ directory });
    const { provider, names, simulator } = before;
    await before.create();
    let request = await provider.next();
    if (requestType !== "Create") {
      await provider.answer(request);
      await before.settled();
      if (requestType === "Update") await before.update(customTemplate("A: 2"));
      else await before.remove();
      request = await provider.next();
    }
    const { StackId } = request;
    await stop(simulator);

    const restarted = await start({ directory, names });
    provider.use(restarted);
    const { client } = worldOf(restarted, names, provider);
    expect((await provider.answer(request)).status).toBe(200);
    const stack = await settled(client, StackId);
    expect(stack.StackStatus).toBe(`${requestType.toUpperCase()}_COMPLETE`);
    expect(provider.waiting).toEqual([]);
  },
);

test("the time for an answer goes on while the simulator is down", async () => {
  const directory = await temporaryFolder();
  const before = await startCustomWorld({ directory });
  const { provider, names } = before;
  await before.create(customTemplate("ServiceTimeout: 1"));
  const create = await provider.next();
  await stop(before.simulator);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  provider.use(await start({ directory, names }));
  const remove = await provider.next();
  expect(remove).toMatchObject({ RequestType: "Delete", StackId: create.StackId });
});

test("closing does not wait for custom resources", async () => {
  const world = await startCustomWorld();
  await world.create();
  await world.provider.next();
  await stop(world.simulator);
});
