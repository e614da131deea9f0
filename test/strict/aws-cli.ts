#!/usr/bin/env node
/**
 * The AWS CLI, which nobody here wrote, drives the simulated account: the stack that connected
 * itself, its events and resources, a new image, an update, and the stack's deletion.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { buildDemoImage } from "../../local/demo-image.ts";
import { pushImage } from "../../local/push-image.ts";
import { startLocalModeProcess, until } from "../fixtures/local-mode-process.ts";
import { expectEqual, startChecks } from "./checks.ts";

const run = promisify(execFile);
const program = process.argv[2] ?? "aws";
const work = mkdtempSync(path.join(tmpdir(), "aws-cli-"));
const local = await startLocalModeProcess(path.join(work, "state"), ["--no-demo"]);
const { check, finish } = startChecks();
const STACK = "DockerScoutECRIntegration";

/** Runs a command of the CLI as the customer and reads its JSON. */
async function aws(...args: string[]): Promise<unknown> {
  const { stdout } = await run(program, ["--endpoint-url", local.awsEndpoint, ...args], {
    maxBuffer: 16 * 1024 * 1024,
    env: {
      PATH: process.env["PATH"],
      HOME: work,
      AWS_ACCESS_KEY_ID: "AKIALOCAL222222222222",
      AWS_SECRET_ACCESS_KEY: "local-mode",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_DEFAULT_OUTPUT: "json",
    },
  });
  return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
}

/** One value of an answer, by the CLI's own query language. */
async function query(expression: string, ...args: string[]): Promise<unknown> {
  return aws(...args, "--query", expression);
}

async function integrationStatus(): Promise<string | undefined> {
  const answer = await local.get("/organizations/demo/integrations", local.tokens.owner);
  return ((await answer.json()) as { items: { status: string }[] }).items[0]?.status;
}

async function checks(): Promise<void> {
  await check("sts knows the account", async () => {
    expectEqual("account", await query("Account", "sts", "get-caller-identity"), "222222222222");
  });
  await check("describe-stacks shows the complete stack", async () => {
    const status = await query(
      "Stacks[0].StackStatus",
      ...["cloudformation", "describe-stacks", "--stack-name", STACK],
    );
    expectEqual("status", status, "CREATE_COMPLETE");
  });
  await check("describe-stack-events tells the order of the handshake", async () => {
    const events = (await query(
      "reverse(StackEvents[?ResourceStatus=='CREATE_COMPLETE'].LogicalResourceId)",
      ...["cloudformation", "describe-stack-events", "--stack-name", STACK],
    )) as string[];
    const inOrder = ["SNSTopic", "SetupSubscription", "AssumeRoleEcrAccess", "ScoutSetup"];
    const later = ["Connection", "ApiDestination", "DockerScoutEcrRule", "ScoutComplete", STACK];
    const expected = [...inOrder, ...later];
    expectEqual(
      "order",
      events.filter((name) => expected.includes(name)),
      expected,
    );
  });
  await check("the topic signs with version 2, and its subscription is confirmed", async () => {
    const [topic] = (await query("Topics[].TopicArn", "sns", "list-topics")) as string[];
    const attributes = ["sns", "get-topic-attributes", "--topic-arn", topic ?? ""];
    expectEqual("version", await query("Attributes.SignatureVersion", ...attributes), "2");
    expectEqual("confirmed", await query("Attributes.SubscriptionsConfirmed", ...attributes), "1");
  });
  await check("the secret holds a key of the integration", async () => {
    const [secret] = (await query(
      "SecretList[].ARN",
      "secretsmanager",
      "list-secrets",
    )) as string[];
    const value = (await query(
      "SecretString",
      ...["secretsmanager", "get-secret-value", "--secret-id", secret ?? ""],
    )) as string;
    const { apiKey } = JSON.parse(value) as { apiKey: string };
    expectEqual("key", /^[0-9a-f]{16}\.[\w-]{43}$/.test(apiKey), true);
  });
  await check("the rule's target is the API destination", async () => {
    const [rule] = (await query(
      "Rules[?contains(Name,'EcrRule')].Name",
      ...["events", "list-rules"],
    )) as string[];
    const arn = (await query(
      "Targets[0].Arn",
      ...["events", "list-targets-by-rule", "--rule", rule ?? ""],
    )) as string;
    expectEqual("target", arn.includes(":api-destination/"), true);
  });
  await check("ecr lists what was pushed, and the push was analysed", async () => {
    await pushImage(local.registry, "strangers/app", "1.0", await buildDemoImage());
    const tags = await query(
      "imageIds[].imageTag",
      ...["ecr", "list-images", "--repository-name", "strangers/app"],
    );
    expectEqual("tags", tags, ["1.0"]);
    await until("the image is analysed", async () => {
      const answer = await local.get("/organizations/demo/images?repository=strangers/app");
      const { items } = (await answer.json()) as { items: { state: string }[] };
      return items[0]?.state === "analyzed";
    });
  });
  await check("an update without changes is refused as AWS refuses it", async () => {
    const update = aws(
      ...["cloudformation", "update-stack", "--stack-name", STACK, "--use-previous-template"],
      ...["--capabilities", "CAPABILITY_IAM", "--parameters"],
      ...["ExternalId", "SetupEndpoint", "EventEndpoint", "TrustedAccountId"].map(
        (name) => `ParameterKey=${name},UsePreviousValue=true`,
      ),
    );
    const refusal = await update.then(
      () => "",
      (error: unknown) => String(error),
    );
    expectEqual("refusal", refusal.includes("No updates are to be performed"), true);
  });
  await check("delete-stack disconnects the integration, and wait sees the end", async () => {
    await aws("cloudformation", "delete-stack", "--stack-name", STACK);
    await aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", STACK);
    expectEqual("status", await integrationStatus(), "error");
  });
}

try {
  await checks();
} finally {
  await local.stop("SIGTERM");
  rmSync(work, { recursive: true, force: true });
}
finish();
