import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary, MonthOfUsage } from "../../core/contract/api-integrations.ts";
import type { RepositorySummary } from "../../core/contract/api-repositories.ts";
import type { Image } from "../../core/contract/image.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const DEMO = "/organizations/demo";
let directory: string;
let local: LocalModeProcess;
let integrationId = "";

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "activation-"));
  local = await startLocalModeProcess(directory, ["--no-demo"]);
  const { items } = await call<{ items: IntegrationSummary[] }>("GET", "/integrations");
  integrationId = items[0]?.integrationId ?? "";
  await call("PATCH", `/integrations/${integrationId}`, { activation: "selected" });
});
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the API as the owner. @returns the answer's JSON */
async function call<T>(method: string, to: string, body?: object): Promise<T> {
  const response = await fetch(`${local.url}/v1${DEMO}${to}`, {
    method,
    headers: {
      authorization: `Bearer ${local.tokens.owner}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${to}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function push(repository: string, tag = "1.0"): Promise<void> {
  await pushImage(local.registry, repository, tag, await buildDemoImage());
}

async function imagesOf(repository: string): Promise<readonly Image[]> {
  const list = await call<{ items: Image[] }>("GET", `/images?repository=${repository}`);
  return list.items;
}

async function listed(repository: string): Promise<RepositorySummary | undefined> {
  const list = await call<{ items: RepositorySummary[] }>(
    "GET",
    `/repositories?name=${repository}`,
  );
  return list.items[0];
}

/** Waits until an image of the repository is analysed. */
async function analyzed(repository: string): Promise<Image> {
  let found: Image | undefined;
  await until(`${repository} is analysed`, async () => {
    found = (await imagesOf(repository)).find(({ state }) => state === "analyzed");
    return found !== undefined;
  });
  if (found === undefined) throw new Error("never");
  return found;
}

describe("where repositories are selected", () => {
  test("a pattern has those analysed that it matches, and those that come later", async () => {
    await push("team/app");
    await push("other/app");
    await until("both are listed", async () => {
      return (await listed("team/app")) !== undefined && (await listed("other/app")) !== undefined;
    });
    expect(await listed("team/app")).toMatchObject({ activated: false, imageCount: 0 });
    const change = { items: [{ pattern: "team/*", activated: true }] };
    expect(await call("PATCH", "/repositories", change)).toEqual({
      items: [{ registry: null, name: "team/*", result: "done", activated: true }],
    });
    await analyzed("team/app");
    await push("team/later");
    await analyzed("team/later");
    expect(await listed("team/later")).toMatchObject({ activated: true, chosen: false });
    expect(await listed("other/app")).toMatchObject({ activated: false, imageCount: 0 });
  });

  test("what an image left here is purged by hand, until it is pushed again", async () => {
    const { imageId } = await analyzed("team/later");
    await call("DELETE", `/images/${imageId}`);
    await until("it has left the list", async () => (await imagesOf("team/later")).length === 0);
    await push("team/later");
    expect((await analyzed("team/later")).imageId).toBe(imageId);
  });

  test("a repository that is deactivated is purged where that is wanted", async () => {
    const { registry } = await analyzed("team/app");
    const purge = { activated: false, purge: true };
    await call("PATCH", "/repositories", { items: [{ registry, pattern: "team/*", ...purge }] });
    await until("its images have left the list", async () => {
      return (await imagesOf("team/app")).length + (await imagesOf("team/later")).length === 0;
    });
    expect(await listed("team/app")).toMatchObject({ activated: false, imageCount: 0 });
  });

  test("shows what was done", async () => {
    const shown = await call<IntegrationSummary>("GET", `/integrations/${integrationId}`);
    expect(shown).toMatchObject({ activationPatterns: [], statusLabel: "Connected" });
    expect(shown.activity.lastEventAt).not.toBeNull();
    expect(shown.activity.lastPullAt).not.toBeNull();
    const path = `/integrations/${integrationId}/usage`;
    const { items } = await call<{ items: MonthOfUsage[] }>("GET", path);
    const [month] = items;
    expect(month?.analyses).toBeGreaterThanOrEqual(3);
    expect(month?.events).toBeGreaterThanOrEqual(4);
    // The product runs in the registry's own Region here.
    expect(month?.cost).toMatchObject({ secret: 0.4, egress: 0 });
  });
});
