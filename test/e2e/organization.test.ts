import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { EnrollmentSummary } from "../../core/contract/api-enrollments.ts";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { clientSettings } from "../../local/simulated-accounts.ts";
import { accountStacks } from "../fixtures/account-stacks.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const STACK = "StackSet-Scout-1";
const REGION = "us-east-1";
/** On the allow-list; on none; on none, and approved later with the list. */
const [KNOWN, STRANGER, THIRD] = ["333333333333", "444444444444", "555555555555"] as const;

let directory: string;
let local: LocalModeProcess;
let enrollment: EnrollmentSummary;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "organization-"));
  const accounts = [KNOWN, STRANGER, THIRD].map((id) => `--unconnected=${id}:${REGION}`);
  accounts.push(`--unconnected=${KNOWN}:eu-west-1`);
  local = await startLocalModeProcess(directory, ["--no-demo", ...accounts]);
  enrollment = await call("POST", "/enrollments", {
    name: "All accounts",
    allowedAccounts: [KNOWN],
    activation: "all",
  });
}, 120_000);
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Calls the API of the organization as its owner. @returns the answer's JSON */
async function call<T>(method: string, to: string, body?: object): Promise<T> {
  const response = await fetch(`${local.url}/v1/organizations/demo${to}`, {
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

async function integrations(): Promise<readonly IntegrationSummary[]> {
  return (await call<{ items: IntegrationSummary[] }>("GET", "/integrations")).items;
}

/** The integration of an account in a Region. */
async function integrationOf(accountId: string, region = REGION): Promise<IntegrationSummary> {
  const own = (await integrations()).filter(
    ({ connection }) => connection?.accountId === accountId && connection.region === region,
  );
  expect(own).toHaveLength(1);
  const [integration] = own;
  if (integration === undefined) throw new Error(`${accountId} has no integration`);
  return integration;
}

function stacksOf(accountId: string, region = REGION) {
  const settings = clientSettings(local.awsEndpoint, accountId, region);
  return accountStacks(new CloudFormationClient(settings));
}

/** Which external ID the role of an account's stack asks for. */
async function externalIdOf(accountId: string): Promise<string> {
  const { connection } = await integrationOf(accountId);
  const iam = new IAMClient(clientSettings(local.awsEndpoint, accountId, REGION));
  const RoleName = connection?.roleArn.split("/").at(-1);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const document = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  return /"sts:ExternalId":\s*"([^"]+)"/.exec(document)?.[1] ?? document;
}

/** What a StackSet does in an account. @returns the stack's final status */
function deploy(accountId: string, { launch }: EnrollmentSummary = enrollment): Promise<string> {
  const { templateUrl, parameters } = launch ?? { templateUrl: null, parameters: {} };
  return stacksOf(accountId).create(STACK, templateUrl ?? "", parameters);
}

async function push(accountId: string, repository: string): Promise<void> {
  const line = new RegExp(`^ +(127[.]0[.]0[.]1:\\d+) +[(]account ${accountId}, ${REGION}`, "m");
  const registry = line.exec(local.output())?.[1] ?? "";
  await pushImage(registry, repository, "1.0", await buildDemoImage());
}

async function stateOf(repository: string): Promise<string | undefined> {
  const { items } = await call<{ items: Image[] }>("GET", `/images?repository=${repository}`);
  return items[0]?.state;
}

async function analysed(repository: string): Promise<void> {
  await until(`${repository} is analysed`, async () => {
    return (await stateOf(repository)) === "analyzed";
  });
}

test("an account on the allow-list connects itself, and its pushes are analysed", async () => {
  expect(await deploy(KNOWN)).toBe("CREATE_COMPLETE");
  expect(await integrationOf(KNOWN)).toMatchObject({
    status: "connected",
    enrollment: { enrollmentId: enrollment.enrollmentId, approval: "allowed" },
  });
  await push(KNOWN, "known/app");
  await analysed("known/app");
});

test("another account's stack completes with the same parameters, and nothing of it is read", async () => {
  expect(await deploy(STRANGER)).toBe("CREATE_COMPLETE");
  const { integrationId } = await integrationOf(STRANGER);
  expect(await integrationOf(STRANGER)).toMatchObject({
    status: "pending",
    statusReason: expect.stringContaining(`Account ${STRANGER} is not on the allow-list`),
    enrollment: { approval: "waiting" },
  });
  await push(STRANGER, "stranger/app");
  for (const what of ["refresh", "check", "rotate"]) {
    await expect(call("POST", `/integrations/${integrationId}/${what}`)).rejects.toThrow(
      "integration-waiting",
    );
  }
  // What comes later is through, so that what came before has been dropped.
  await until("its event has come", async () => {
    return (await integrationOf(STRANGER)).activity.lastEventAt !== null;
  });
  await push(KNOWN, "known/later");
  await analysed("known/later");
  expect(await stateOf("stranger/app")).toBeUndefined();
  const { items } = await call<{ items: { registry: string }[] }>("GET", "/repositories");
  expect(items.filter(({ registry }) => registry.startsWith(STRANGER))).toEqual([]);
});

test("it is connected when an owner approves it, and what it has is analysed", async () => {
  const { integrationId } = await integrationOf(STRANGER);
  const approved = await call<IntegrationSummary>("POST", `/integrations/${integrationId}/approve`);
  expect(approved).toMatchObject({
    status: "connected",
    statusReason: null,
    enrollment: { approval: "approved" },
  });
  await analysed("stranger/app");
  await push(STRANGER, "stranger/next");
  await analysed("stranger/next");
});

test("a third one is let in by the allow-list", async () => {
  expect(await deploy(THIRD)).toBe("CREATE_COMPLETE");
  expect((await integrationOf(THIRD)).enrollment?.approval).toBe("waiting");
  await call("PATCH", `/enrollments/${enrollment.enrollmentId}`, {
    allowedAccounts: [KNOWN, THIRD],
  });
  expect(await integrationOf(THIRD)).toMatchObject({
    status: "connected",
    enrollment: { approval: "allowed" },
  });
});

test("no two of them have an external ID in common", async () => {
  const ids = await Promise.all([KNOWN, STRANGER, THIRD].map(externalIdOf));
  const prefix = enrollment.launch?.parameters["ExternalIdPrefix"] ?? "";
  expect(ids).toEqual([KNOWN, STRANGER, THIRD].map((id) => `${prefix}-${id}-${REGION}`));
});

test("where no events can be sent, another enrollment's stack is listed instead", async () => {
  const { enrollmentId, launch } = await call<EnrollmentSummary>("POST", "/enrollments", {
    name: "Without events",
    allowedAccounts: "*",
    delivery: "poll",
  });
  const { templateUrl, parameters = {} } = launch ?? {};
  const stacks = stacksOf(KNOWN, "eu-west-1");
  expect(await stacks.create(STACK, templateUrl ?? "", parameters)).toBe("CREATE_COMPLETE");
  expect(await integrationOf(KNOWN, "eu-west-1")).toMatchObject({
    status: "connected",
    delivery: "poll",
    enrollment: { enrollmentId, approval: "allowed" },
  });
});

test("one that was removed comes again with a new stack, under another identifier", async () => {
  const before = await integrationOf(STRANGER);
  await call("DELETE", `/integrations/${before.integrationId}`);
  await stacksOf(STRANGER).remove(STACK);
  expect(await deploy(STRANGER)).toBe("CREATE_COMPLETE");
  const after = await integrationOf(STRANGER);
  expect(after.integrationId).not.toBe(before.integrationId);
  expect(after).toMatchObject({ status: "pending", enrollment: { approval: "waiting" } });
});

test("a renewed token lets the old stacks go on, and new ones come by the new one alone", async () => {
  const { enrollmentId } = enrollment;
  const renewed = await call<EnrollmentSummary>("POST", `/enrollments/${enrollmentId}/renew`);
  // With the parameters of before, then with the new ones, as the StackSet updates its stacks.
  for (const { launch } of [enrollment, renewed]) {
    const parameters = { ...launch?.parameters, RepositoryScope: "known/*" };
    expect(await stacksOf(KNOWN).update(STACK, parameters)).toBe("UPDATE_COMPLETE");
    expect(await integrationOf(KNOWN)).toMatchObject({ status: "connected", scope: ["known/*"] });
  }
  await stacksOf(THIRD).remove(STACK);
  expect((await integrationOf(THIRD)).status).toBe("error");
  expect(await deploy(THIRD)).toBe("ROLLBACK_COMPLETE");
  expect(await stacksOf(THIRD).failureOf(STACK)).toContain("was replaced");
  await stacksOf(THIRD).remove(STACK);
  expect(await deploy(THIRD, renewed)).toBe("CREATE_COMPLETE");
  expect((await integrationOf(THIRD)).status).toBe("connected");
});

test("a closed enrollment takes no new stack, and those that are connected stay", async () => {
  await stacksOf(STRANGER).remove(STACK);
  const closed = await call<EnrollmentSummary>("DELETE", `/enrollments/${enrollment.enrollmentId}`);
  expect(closed).toMatchObject({ launch: null });
  expect(await deploy(STRANGER)).toBe("ROLLBACK_COMPLETE");
  expect(await stacksOf(STRANGER).failureOf(STACK)).toContain("was closed");
  await push(KNOWN, "known/last");
  await analysed("known/last");
});
