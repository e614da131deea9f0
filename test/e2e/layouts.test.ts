import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BatchDeleteImageCommand, ECRClient } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { customerSettings, customerStacks } from "../fixtures/customer-account.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const STACK = "DockerScoutECRIntegration";
const INTEGRATIONS = "/organizations/demo/integrations";
let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "layouts-"));
  local = await startLocalModeProcess(directory, ["--no-demo"]);
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

/** Takes whatever is integrated away, and integrates the account in another form. */
async function integrate(wanted: object): Promise<IntegrationSummary> {
  const stacks = customerStacks(local.awsEndpoint);
  const { items } = await call<{ items: IntegrationSummary[] }>("GET", INTEGRATIONS);
  for (const { integrationId } of items) {
    await call("DELETE", `${INTEGRATIONS}/${integrationId}`);
    await stacks.remove(STACK);
  }
  const created = await call<IntegrationSummary>("POST", INTEGRATIONS, {
    activation: "all",
    region: "us-east-1",
    ...wanted,
  });
  const status = await stacks.launch(created.launch?.url ?? "");
  if (status !== "CREATE_COMPLETE") throw new Error(await stacks.failure(STACK));
  return call("GET", `${INTEGRATIONS}/${created.integrationId}`);
}

async function stateOf(repository: string): Promise<string | undefined> {
  const images = `/organizations/demo/images?repository=${repository}`;
  const { items } = await call<{ items: Image[] }>("GET", images);
  return items[0]?.state;
}

async function push(repository: string): Promise<void> {
  await pushImage(local.registry, repository, "1.0", await buildDemoImage());
}

describe("a stack of the layout early-access", () => {
  test("connects itself by two roles", async () => {
    expect(await integrate({ layout: "early-access", scope: ["early/*"] })).toMatchObject({
      status: "connected",
      layout: "early-access",
      delivery: "events",
      scope: ["early/*"],
    });
  });

  test("tells of pushes and deletes by its one rule", async () => {
    await push("early/app");
    await until("it is analysed", async () => (await stateOf("early/app")) === "analyzed");
    const ecr = new ECRClient(customerSettings(local.awsEndpoint));
    await ecr.send(
      new BatchDeleteImageCommand({
        repositoryName: "early/app",
        imageIds: [{ imageTag: "1.0" }],
      }),
    );
    await until("it is gone", async () => {
      const state = await stateOf("early/app");
      return state === "deleted" || state === undefined;
    });
  });

  test("lets nothing but its scope be read", async () => {
    await push("secret/app");
    await push("early/next");
    await until("what came later is analysed", async () => {
      return (await stateOf("early/next")) === "analyzed";
    });
    expect(await stateOf("secret/app")).not.toBe("analyzed");
  });
});

test("a stack without events is connected, and what is in its registry is found", async () => {
  const { integrationId, ...connected } = await integrate({ delivery: "poll" });
  expect(connected).toMatchObject({ status: "connected", delivery: "poll" });
  await push("polled/app");
  await call("POST", `${INTEGRATIONS}/${integrationId}/refresh`);
  await until("it is analysed", async () => (await stateOf("polled/app")) === "analyzed");
});
