import { expect, test } from "@jest/globals";
import type { AdvisoryBuild } from "../../../core/advisories/sync.ts";
import type { RematchRequest } from "../../../core/contract/advisory-messages.ts";
import { TransientError } from "../../../core/errors.ts";
import { createHandler } from "../../../lambdas/advisory-sync/handler.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { advisoryFile, createMemoryPublication } from "../../fixtures/memory-advisories.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";

function buildOf(...ecosystems: string[]): AdvisoryBuild {
  return {
    files: ecosystems.map((ecosystem) => advisoryFile(ecosystem, ecosystem)),
    malformed: 0,
    pathOf: () => "",
    discard: () => Promise.resolve(),
  };
}

function setUp() {
  const publication = createMemoryPublication();
  const rematches = createMemoryQueue<RematchRequest>();
  const log = createMemoryLog();
  const starters: string[][] = [];
  const handler = createHandler({
    publication,
    rematches,
    log,
    now: () => new Date("2026-01-01T00:00:00Z"),
    isKnown: () => true,
    random: () => 0,
    postpone: () => Promise.resolve(),
    buildFromSource: (base) =>
      base === "Go"
        ? Promise.reject(new TransientError("advisory-source-unreachable", "It is away."))
        : Promise.resolve(buildOf(base)),
    buildStarter(wanted) {
      const names = ["npm", "Debian:12", "Maven"].filter(wanted);
      starters.push(names);
      return Promise.resolve(buildOf(...names));
    },
  });
  return { handler, publication, rematches, log, starters };
}

function request(...ecosystems: string[]): string {
  return JSON.stringify({
    ecosystems,
    requestedAt: "2026-01-01T00:00:00Z",
    organizationId: "demo",
  });
}

test("a request is done even if its source can't be reached, a malformed one is dropped", async () => {
  const { handler, rematches, log } = setUp();
  const event = sqsEvent([request("npm"), request("Go"), "{}", "no JSON"]);
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(rematches.messages).toEqual([
    { kind: "ecosystem", ecosystem: "npm", organizationId: "demo" },
  ]);
  expect(log.lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining(["advisory source unreachable", "message dropped"]),
  );
});

test("a store that fails brings the request back", async () => {
  const { handler, publication } = setUp();
  publication.publish = () => Promise.reject(new TransientError("s3-unavailable", "Later."));
  expect(await handler(sqsEvent([request("npm")]), lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: "m0" }],
  });
});

test("invoked for the starter set it publishes what is missing, once", async () => {
  const { handler, publication, starters } = setUp();
  publication.published.set("npm", advisoryFile("npm", "full"));
  const first = await handler({ starter: true }, lambdaContext());
  expect(first).toEqual({ published: expect.arrayContaining(["Debian:12", "Maven"]) });
  expect(starters).toEqual([["Debian:12", "Maven"]]);
  expect(publication.published.get("npm")?.file).toBe(advisoryFile("npm", "full").file);
});
