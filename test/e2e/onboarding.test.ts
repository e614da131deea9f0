import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type {
  IntegrationSummary,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { customerStacks, type CustomerStacks } from "../fixtures/customer-account.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const STACK = "DockerScoutECRIntegration";
const INTEGRATIONS = "/organizations/demo/integrations";
let directory: string;
let local: LocalModeProcess;
let stacks: CustomerStacks;
let usedLink = "";

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "onboarding-"));
  local = await startLocalModeProcess(directory, ["--no-demo"]);
  stacks = customerStacks(local.awsEndpoint);
});
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the API as the owner. @returns the answer's JSON */
async function call<T>(method: string, to: string, body?: object): Promise<T> {
  const response = await fetch(`${local.url}/v1${to}`, {
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

async function integration(id: string): Promise<IntegrationSummary> {
  return call("GET", `${INTEGRATIONS}/${id}`);
}

/** The integration that local mode has launched a stack for. */
async function first(): Promise<IntegrationSummary> {
  const { items } = await call<{ items: IntegrationSummary[] }>("GET", INTEGRATIONS);
  const connected = items.find(({ connection }) => connection !== null);
  if (connected === undefined) throw new Error("No integration has a stack.");
  return connected;
}

async function pushed(repository: string): Promise<Image> {
  await pushImage(local.registry, repository, "1.0", await buildDemoImage());
  let found: Image | undefined;
  await until(`${repository} is analysed`, async () => {
    const list = await call<{ items: Image[] }>(
      "GET",
      `/organizations/demo/images?repository=${repository}`,
    );
    found = list.items[0];
    return found?.state === "analyzed";
  });
  if (found === undefined) throw new Error("never");
  return found;
}

describe("a customer's stack", () => {
  test("connects itself, and is offered for launching no more", async () => {
    const shown = await first();
    expect(shown).toMatchObject({
      status: "connected",
      statusReason: null,
      registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
      connection: { accountId: "222222222222", region: "us-east-1", stackDeletedAt: null },
      launch: null,
    });
    expect(shown.connection?.connectedAt).not.toBeNull();
  });

  test("for a registry that is integrated already fails, and says which integration has it", async () => {
    const owner = await first();
    const second = await call<IntegrationSummary>("POST", INTEGRATIONS, {});
    expect(await stacks.launch(second.launch?.url ?? "", { name: "Second" })).toBe(
      "ROLLBACK_COMPLETE",
    );
    expect(await stacks.failure("Second")).toContain(owner.integrationId);
    expect(await integration(second.integrationId)).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining(owner.integrationId),
    });
    expect((await first()).status).toBe("connected");
    await call("DELETE", `${INTEGRATIONS}/${second.integrationId}`);
    await stacks.remove("Second");
  });

  test("whose parameter is changed rolls back, and stays connected", async () => {
    const status = await stacks.update(STACK, { ExternalId: "somebody-elses" });
    expect(status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await first()).status).toBe("connected");
    expect((await pushed("after/rollback")).packageCount).toBeGreaterThan(0);
  });

  test("that is deleted shows at once, and its link connects it again", async () => {
    const before = await first();
    await stacks.remove(STACK);
    const deleted = await integration(before.integrationId);
    expect(deleted).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("deleted"),
    });
    usedLink = deleted.launch?.url ?? "";
    expect(await stacks.launch(usedLink)).toBe("CREATE_COMPLETE");
    expect(await integration(before.integrationId)).toMatchObject({
      status: "connected",
      statusReason: null,
    });
    expect((await pushed("after/relaunch")).packageCount).toBeGreaterThan(0);
  });

  test("with a link that was used fails, and the connected one stays connected", async () => {
    expect(await stacks.launch(usedLink, { name: "Again" })).toBe("ROLLBACK_COMPLETE");
    expect(await stacks.failure("Again")).toContain((await first()).connection?.stackId);
    await stacks.remove("Again");
    expect(await first()).toMatchObject({ status: "connected", statusReason: null });
  });

  test("with the link of a removed integration fails, and says so", async () => {
    const { integrationId, launch } = await call<IntegrationSummary>("POST", INTEGRATIONS, {});
    await call("DELETE", `${INTEGRATIONS}/${integrationId}`);
    expect(await stacks.launch(launch?.url ?? "", { name: "Removed" })).toBe("ROLLBACK_COMPLETE");
    expect(await stacks.failure("Removed")).toContain("removed");
    await stacks.remove("Removed");
  });
});

test("selected repositories alone are analysed, and the latest image of one that is activated", async () => {
  const { integrationId } = await first();
  await call("PATCH", `${INTEGRATIONS}/${integrationId}`, { activation: "selected" });
  await pushImage(local.registry, "chosen/app", "1.0", await buildDemoImage());
  await until("the repository is listed", async () => {
    const { items } = await call<{ items: { name: string; imageCount: number }[] }>(
      "GET",
      "/organizations/demo/repositories?name=chosen/app",
    );
    return items.length === 1 && items[0]?.imageCount === 0;
  });
  await call("PATCH", "/organizations/demo/repositories", {
    items: [
      {
        registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
        name: "chosen/app",
        activated: true,
      },
    ],
  });
  await until("its image is analysed", async () => {
    const { items } = await call<{ items: Image[] }>(
      "GET",
      "/organizations/demo/images?repository=chosen/app",
    );
    return items[0]?.state === "analyzed";
  });
});

test("a removed integration leaves nothing, and its stack can be deleted afterwards", async () => {
  const { integrationId } = await first();
  const path = `${INTEGRATIONS}/${integrationId}`;
  const removed = await call<RemovedIntegration>("DELETE", path);
  expect(removed.stack?.url).toContain("cloudformation");
  await until("its images are gone", async () => {
    const { items } = await call<{ items: Image[] }>("GET", "/organizations/demo/images");
    return items.every(({ state }) => state === "deleted");
  });
  const removal = () => call<RemovedIntegration>("GET", `${path}/removal`);
  await until("its report says so", async () => (await removal()).purge?.state === "purged");
  const { purge, stack } = await removal();
  expect(purge?.images).toBeGreaterThan(0);
  expect(purge?.documents).toBeGreaterThan(0);
  expect(stack).toEqual(removed.stack);
  await stacks.remove(STACK);
  expect((await removal()).stack).toBeNull();
});
