import { expect, test } from "@jest/globals";
import { publicRequest } from "../../public-request.ts";
import { startCustomWorld } from "./custom-stack.ts";

test("the first answer counts, and S3 takes a second one", async () => {
  const world = await startCustomWorld();
  await world.create();
  const create = await world.provider.next();
  expect((await world.provider.answer(create, { PhysicalResourceId: "first" })).status).toBe(200);
  const second = { Status: "FAILED", Reason: "late", PhysicalResourceId: "second" };
  expect((await world.provider.answer(create, second)).status).toBe(200);
  expect((await world.settled()).StackStatus).toBe("CREATE_COMPLETE");
  expect(await world.physicalId("Setup")).toBe("first");
});

test.each([
  ["a content type", { "content-type": "application/json" }, "SignatureDoesNotMatch", 403],
  ["Authorization as well", { authorization: "Bearer x" }, "InvalidArgument", 400],
])("S3 refuses a PUT with %s", async (_name, headers, code, status) => {
  const world = await startCustomWorld();
  await world.create();
  const create = await world.provider.next();
  const refused = await world.provider.put(create.ResponseURL, "{}", headers);
  expect(refused).toMatchObject({ status, body: expect.stringContaining(`<Code>${code}</Code>`) });
  await world.provider.put(create.ResponseURL, "{}", { "content-type": "" });
  await world.provider.answer(await world.provider.next());
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
});

test("S3 refuses a link that was changed, another method, and no signature", async () => {
  const world = await startCustomWorld();
  await world.create();
  const { ResponseURL } = await world.provider.next();
  const other = new URL(ResponseURL);
  other.pathname = other.pathname.replace("Setup", "Other");
  const bare = new URL(ResponseURL);
  bare.search = "";
  const forever = new URL(ResponseURL);
  forever.searchParams.set("X-Amz-Expires", "604800");
  for (const url of [other, forever]) {
    const refused = await world.provider.put(url.href, "{}");
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body).toContain("<Code>SignatureDoesNotMatch</Code>");
  }
  const get = await publicRequest(world.simulator, world.names, ResponseURL);
  expect(get.body).toContain("<Code>SignatureDoesNotMatch</Code>");
  expect((await world.provider.put(bare.href, "{}")).body).toContain("<Code>AccessDenied</Code>");
});

test("S3 refuses a link after two hours", async () => {
  let now = new Date();
  const world = await startCustomWorld({ now: () => now });
  await world.create();
  const { ResponseURL } = await world.provider.next();
  now = new Date(now.getTime() + 2 * 3_600_000 + 1000);
  const refused = await world.provider.put(ResponseURL, "{}");
  expect(refused).toMatchObject({ status: 403 });
  expect(refused.body).toContain("<Message>Request has expired</Message>");
});

test("another stack's request does not answer this one", async () => {
  const world = await startCustomWorld();
  await world.create();
  const create = await world.provider.next();
  const { StackId } = create;
  const foreign = { StackId: StackId.replace(/[^/]+$/, "other") };
  await world.provider.answer({ ...create, ...foreign });
  const remove = await world.provider.next();
  expect(remove.RequestType).toBe("Delete");
  await world.provider.answer(remove);
  expect((await world.settled()).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await world.history("Setup"))[1]).toEqual(["CREATE_FAILED", "Invalid StackId"]);
});
