import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

/** Two accounts in two Regions each; the first one is always there. */
const PLACES = [
  ["222222222222", "us-east-1"],
  ["222222222222", "eu-west-1"],
  ["333333333333", "us-east-1"],
  ["333333333333", "eu-west-1"],
] as const;
const REGISTRIES = PLACES.map(
  ([accountId, region]) => `${accountId}.dkr.ecr.${region}.amazonaws.com`,
).sort();

let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "accounts-"));
  const added = PLACES.slice(1).map(([accountId, region]) => `--account=${accountId}:${region}`);
  local = await startLocalModeProcess(directory, ["--no-demo", ...added]);
}, 120_000);
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

async function list<T>(to: string): Promise<readonly T[]> {
  const answer = await local.get(`/organizations/demo/${to}`, local.tokens.owner);
  return ((await answer.json()) as { items: T[] }).items;
}

/** Where an account's registry takes pushes, as the terminal says. */
function portOf(accountId: string, region: string): string {
  const line = new RegExp(`^ +(127[.]0[.]0[.]1:\\d+) +[(]account ${accountId}, ${region}[)]`, "m");
  return line.exec(local.output())?.[1] ?? local.registry;
}

async function expectAllConnected(): Promise<void> {
  const integrations = await list<IntegrationSummary>("integrations");
  expect(integrations.map(({ registry }) => registry).sort()).toEqual(REGISTRIES);
  expect(integrations.map(({ status }) => status)).toEqual(PLACES.map(() => "connected"));
}

test("each account is connected in each of its Regions, by a stack of its own", async () => {
  await expectAllConnected();
  const integrations = await list<IntegrationSummary>("integrations");
  const places = integrations.map(({ connection }) => {
    const [, , , region, accountId] = connection?.stackId.split(":") ?? [];
    return `${accountId ?? ""}.dkr.ecr.${region ?? ""}.amazonaws.com`;
  });
  expect(places.sort()).toEqual(REGISTRIES);
  expect(new Set(integrations.map(({ connection }) => connection?.roleArn)).size).toBe(4);
});

test("the same image pushed to each of them is shown of each of them", async () => {
  const image = await buildDemoImage();
  for (const [accountId, region] of PLACES) {
    await pushImage(portOf(accountId, region), "shop/app", "1.0", image);
  }
  let images: readonly Image[] = [];
  await until("all four are analysed", async () => {
    images = await list<Image>("images?repository=shop/app");
    return images.length === 4 && images.every(({ state }) => state === "analyzed");
  });
  expect(images.map(({ registry }) => registry).sort()).toEqual(REGISTRIES);
  expect(new Set(images.map(({ imageId }) => imageId)).size).toBe(4);
  expect(images.map(({ packageCount }) => packageCount)).toEqual([28, 28, 28, 28]);
});

test("a push to one of them does not show as one of the others'", async () => {
  await pushImage(portOf("333333333333", "eu-west-1"), "ireland/only", "1", await buildDemoImage());
  await until("it is analysed", async () => {
    const images = await list<Image>("images?repository=ireland/only");
    return images.length === 1 && images[0]?.state === "analyzed";
  });
  const [image] = await list<Image>("images?repository=ireland/only");
  expect(image?.registry).toBe("333333333333.dkr.ecr.eu-west-1.amazonaws.com");
});

test("a start without the options has them all still, and launches nothing again", async () => {
  const before = await list<IntegrationSummary>("integrations");
  await local.stop("SIGTERM");
  local = await startLocalModeProcess(directory, ["--no-demo"]);
  await expectAllConnected();
  const after = await list<IntegrationSummary>("integrations");
  const stacks = (all: readonly IntegrationSummary[]) =>
    all.map(({ connection }) => connection?.stackId).sort();
  expect(stacks(after)).toEqual(stacks(before));
  await pushImage(
    portOf("333333333333", "us-east-1"),
    "after/restart",
    "1",
    await buildDemoImage(),
  );
  await until("a push is analysed", async () => {
    const [image] = await list<Image>("images?repository=after/restart");
    return image?.state === "analyzed";
  });
}, 120_000);
