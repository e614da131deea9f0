import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  type Connection,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListConnectionsCommand,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import type { CheckReport } from "../../core/contract/check-report.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { customerSettings } from "../fixtures/customer-account.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const INTEGRATIONS = "/organizations/demo/integrations";
let directory: string;
let local: LocalModeProcess;
let events: EventBridgeClient;
let secrets: SecretsManagerClient;
let stacks: CloudFormationClient;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "check-"));
  local = await startLocalModeProcess(directory, ["--no-demo"]);
  events = new EventBridgeClient(customerSettings(local.awsEndpoint));
  secrets = new SecretsManagerClient(customerSettings(local.awsEndpoint));
  stacks = new CloudFormationClient(customerSettings(local.awsEndpoint));
});
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the API as the owner. @returns the answer's JSON, or undefined for a 404 */
async function call<T>(method: string, to: string, body?: object): Promise<T | undefined> {
  const headers = {
    authorization: `Bearer ${local.tokens.owner}`,
    "content-type": "application/json",
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${local.url}/v1${to}`, init);
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${method} ${to}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function integration(): Promise<IntegrationSummary> {
  const list = await call<{ items: IntegrationSummary[] }>("GET", INTEGRATIONS);
  const connected = list?.items.find(({ connection }) => connection !== null);
  if (connected === undefined) throw new Error("No integration has a stack.");
  return connected;
}

/** Asks for a check and waits for its report. */
async function check(): Promise<CheckReport> {
  const { integrationId } = await integration();
  const to = `${INTEGRATIONS}/${integrationId}/check`;
  const before = await call<CheckReport>("GET", to);
  await call("POST", to);
  let report: CheckReport | undefined;
  await until("the integration is checked", async () => {
    report = await call<CheckReport>("GET", to);
    return report !== undefined && report.checkedAt !== before?.checkedAt;
  });
  if (report === undefined) throw new Error("never");
  return report;
}

function problems({ findings }: CheckReport) {
  return findings.filter(({ outcome }) => outcome !== "ok");
}

async function pushed(repository: string): Promise<void> {
  await pushImage(local.registry, repository, "1.0", await buildDemoImage());
  await until(`${repository} is analysed`, async () => {
    const to = `/organizations/demo/images?repository=${repository}`;
    const list = await call<{ items: Image[] }>("GET", to);
    return list?.items[0]?.state === "analyzed";
  });
}

/** What the secret of the integration's stack holds. */
async function secretValue(): Promise<string | undefined> {
  const { connection } = await integration();
  const { Stacks: [stack] = [] } = await stacks.send(
    new DescribeStacksCommand({ StackName: connection?.stackId }),
  );
  const output = stack?.Outputs?.find(({ OutputKey }) => OutputKey === "CredentialsSecretArn");
  const { SecretString: value } = await secrets.send(
    new GetSecretValueCommand({ SecretId: output?.OutputValue }),
  );
  return value;
}

/** The one Connection of the simulated account. */
async function eventConnection(): Promise<Connection | undefined> {
  const { Connections: [found] = [] } = await events.send(new ListConnectionsCommand({}));
  return found;
}

/** Sends what is no event of ECR as whoever has a key does. @returns the answer's status */
async function sendEvent(apiKey: string): Promise<number> {
  const headers = { "x-scout-api-key": apiKey, "content-type": "application/json" };
  const answer = await fetch(`${local.url}/v1/events`, { method: "POST", headers, body: "{}" });
  return answer.status;
}

/** What the deployed schedule sends in the day after so many days from now. */
async function dayOfRounds(days: number): Promise<void> {
  const ours = { accessKeyId: "AKIALOCAL111111111111", secretAccessKey: "local-mode" };
  const sqs = new SQSClient({ ...customerSettings(local.awsEndpoint), credentials: ours });
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = urls.find((url) => url.endsWith("reconcile"));
  for (let hour = 0; hour < 24; hour += 1) {
    const requestedAt = new Date(Date.now() + (days * 24 + hour) * 3_600_000).toISOString();
    const MessageBody = JSON.stringify({ kind: "round", requestedAt, everyMinutes: 60 });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
}

describe("a connected stack", () => {
  test("is in order, and an image can be pulled", async () => {
    await pushed("team/one");
    const report = await check();
    expect(problems(report)).toEqual([]);
    expect(report.findings.find(({ code }) => code === "pull")?.message).toContain("team/one");
  });

  test("shows what was changed by hand, until it is mended", async () => {
    const { Rules: rules = [] } = await events.send(new ListRulesCommand({}));
    const rule = rules.find(({ EventPattern }) => EventPattern?.includes("ECR Image Action"));
    const Name = rule?.Name;
    await events.send(new DisableRuleCommand({ Name }));
    expect(problems(await check())).toMatchObject([{ code: "rules", outcome: "error" }]);
    expect(await integration()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("DISABLED"),
    });
    await events.send(new EnableRuleCommand({ Name }));
    expect(problems(await check())).toEqual([]);
    expect(await integration()).toMatchObject({ status: "connected", statusReason: null });
  });

  test("shows it without anybody's asking, after a day of rounds", async () => {
    const { Rules: rules = [] } = await events.send(new ListRulesCommand({}));
    const rule = rules.find(({ EventPattern }) => EventPattern?.includes("ECR Image Action"));
    const Name = rule?.Name;
    await events.send(new DisableRuleCommand({ Name }));
    await dayOfRounds(0);
    await until("the integration shows the disabled rule", async () => {
      const { status, statusReason } = await integration();
      return status === "error" && (statusReason?.includes("DISABLED") ?? false);
    });
    await events.send(new EnableRuleCommand({ Name }));
    await dayOfRounds(1);
    await until("the integration is connected again", async () => {
      return (await integration()).status === "connected";
    });
  });

  test("gets another key without the customer's doing, and its pushes go on", async () => {
    const { integrationId } = await integration();
    const [value, connection] = [await secretValue(), await eventConnection()];
    await call("POST", `${INTEGRATIONS}/${integrationId}/rotate`);
    await until("the secret holds another key", async () => (await secretValue()) !== value);
    const changed = await eventConnection();
    expect(changed?.LastModifiedTime).not.toEqual(connection?.LastModifiedTime);
    expect(changed?.ConnectionState).toBe("AUTHORIZED");
    await pushed("team/two");
    const report = await check();
    expect(problems(report)).toEqual([]);
    const key = report.findings.find(({ code }) => code === "key-rotation");
    expect(key?.message).toContain("The key is of");
  });

  test("has a leaked key refused at once, and its own pushes go on with another", async () => {
    const { integrationId } = await integration();
    const value = (await secretValue()) ?? "";
    const { apiKey: leaked = "" } = JSON.parse(value) as { apiKey?: string };
    expect(await sendEvent(leaked)).not.toBe(401);
    await call("POST", `${INTEGRATIONS}/${integrationId}/rotate`, { revokeOld: true });
    // To be tried again, in case that EventBridge sends it, or for good, once that has another.
    expect([401, 403]).toContain(await sendEvent(leaked));
    await until(
      "the leaked key is refused for good",
      async () => (await sendEvent(leaked)) === 403,
    );
    expect(await secretValue()).not.toBe(value);
    await pushed("team/three");
    expect(problems(await check())).toEqual([]);
    const audit = await call<{ items: { action: string; request: unknown }[] }>(
      "GET",
      "/organizations/demo/audit",
    );
    expect(audit?.items).toContainEqual(
      expect.objectContaining({
        action: "Replace the key of an integration",
        request: { revokeOld: true },
      }),
    );
  });
});
