import { expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import { type AnalyzerDependencies, createHandler } from "../../../lambdas/analyzer/handler.ts";
import { createAnalysisWorld, REPOSITORY } from "../../fixtures/analysis-world.ts";
import { imageManifest } from "../../fixtures/fake-registry.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";

const [GOOD, BAD, ALSO_GOOD] = [imageManifest("good"), imageManifest("bad"), imageManifest("two")];

async function setUp(overrides: Partial<AnalyzerDependencies> = {}) {
  const world = await createAnalysisWorld();
  for (const manifest of [GOOD, BAD, ALSO_GOOD]) world.registry.push(REPOSITORY, manifest);
  const postponed: [string, number][] = [];
  const { dependencies } = world;
  const handler = createHandler({
    ...dependencies,
    buildInventory(source, manifest, job) {
      return job.digest === BAD.digest
        ? Promise.reject(new TransientError("registry-unavailable", "503."))
        : dependencies.buildInventory(source, manifest, job);
    },
    maxReceiveCount: 3,
    random: () => 0,
    postpone(receipt, seconds) {
      postponed.push([receipt, seconds]);
      return Promise.resolve();
    },
    ...overrides,
  });
  const body = (manifest: { readonly digest: string }) =>
    JSON.stringify(world.request(manifest.digest));
  return { world, handler, body, postponed };
}

test("one bad of three comes again, the others are done", async () => {
  const { world, handler, body, postponed } = await setUp();
  const event = sqsEvent([body(GOOD), body(BAD), body(ALSO_GOOD)]);
  expect(await handler(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: "m1" }],
  });
  expect(postponed).toEqual([["receipt of m1", 8]]);
  expect(await world.record(GOOD.digest)).toMatchObject({ state: "analyzed" });
  expect(await world.record(BAD.digest)).toMatchObject({ state: "queued", stateReason: "503." });
  expect(await world.record(ALSO_GOOD.digest)).toMatchObject({ state: "analyzed" });
});

test("the same request twice in a batch ends in one analysis", async () => {
  const { world, handler, body } = await setUp();
  const event = sqsEvent([body(GOOD), body(GOOD)]);
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(world.registry.pulls).toEqual([GOOD.digest]);
});

test("the last delivery that fails leaves the image failed, for the dead-letter queue", async () => {
  const { world, handler, body } = await setUp();
  const answer = await handler(sqsEvent([body(BAD)], 3), lambdaContext());
  expect(answer.batchItemFailures).toHaveLength(1);
  expect(await world.record(BAD.digest)).toMatchObject({ state: "failed" });
});

test("a function without time hands a small image over", async () => {
  const { world, handler, body } = await setUp({
    buildInventory: (_source, _manifest, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("aborted"));
        });
      }),
  });
  const answer = await handler(sqsEvent([body(GOOD)]), lambdaContext(10_020));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(world.largeRequests.messages).toHaveLength(1);
});

test("a deleted repository becomes a request for each of its images", async () => {
  const { world, handler, body } = await setUp();
  await handler(sqsEvent([body(GOOD), body(ALSO_GOOD)]), lambdaContext());
  const { digest, cause, ...rest } = world.request(GOOD.digest);
  const message = JSON.stringify({ ...rest, scope: "repository" });
  await handler(sqsEvent([message]), lambdaContext());
  expect(world.requests.messages).toMatchObject(
    [GOOD.digest, ALSO_GOOD.digest].sort().map((known) => ({ digest: known, cause: "delete" })),
  );
});

test.each(["no JSON", "{}", '{"scope":"repository","repository":"*"}'])(
  "a message that is none of ours is dropped: %s",
  async (message) => {
    const { handler } = await setUp();
    expect(await handler(sqsEvent([message]), lambdaContext())).toEqual({ batchItemFailures: [] });
  },
);
