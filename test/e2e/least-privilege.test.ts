import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  ECRClient,
} from "@aws-sdk/client-ecr";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { IntegrationSummary } from "../../core/contract/api-integrations.ts";
import type { Image } from "../../core/contract/image.ts";
import type { LocalMode } from "../../local/local-mode.ts";
import { pushImage } from "../../local/push-image.ts";
import type { AuthorizedCall } from "../../simulator/iam/authorizer.ts";
import { customerSettings, customerStacks } from "../fixtures/customer-account.ts";
import { startOsv, type OsvStandIn } from "../fixtures/osv-stand-in.ts";
import { buildImage, type BuiltImage } from "../fixtures/image-builder.ts";
import { startLocalModeHere } from "../fixtures/local-mode-in-process.ts";
import { until } from "../fixtures/local-mode-process.ts";
import { pushable } from "../fixtures/pushable-image.ts";

/** Rights that a run without faults has no use for, and why a function has them all the same. */
const WITHOUT_USE_HERE: Readonly<Record<string, string>> = {
  "sqs:ChangeMessageVisibility": "a message that failed is postponed",
  "sqs:GetQueueAttributes": "Lambda asks how many messages wait in the queue that it polls",
  "logs:CreateLogStream": "Lambda writes the logs; local mode keeps them in files",
  "logs:PutLogEvents": "Lambda writes the logs; local mode keeps them in files",
  "s3:ListBucket": "with it S3 says that an object is not there, without it that it is forbidden",
  "read-model s3:DeleteObject s3:::ecr-scout-read-model/*":
    "a file is removed a quarter of an hour after a newer one came",
  "advisory-sync s3:DeleteObject s3:::ecr-scout-advisories/*":
    "a database is removed some time after a newer one came",
  "analyzer sqs:SendMessage sqs:${Region}:${Account}:large-analysis":
    "an image that is too large is handed over",
  "reconcile dynamodb:UpdateItem dynamodb:${Region}:${Account}:table/ecr-scout":
    "a listing that AWS denies is shown with the integration",
  "setup-notification dynamodb:DeleteItem dynamodb:${Region}:${Account}:table/ecr-scout":
    "a stack that rolls back gives its registry up",
  "bootstrap dynamodb:GetItem dynamodb:${Region}:${Account}:table/ecr-scout":
    "asked for an organization that exists, it makes another token",
};

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

let directory: string;
let osv: OsvStandIn;
let local: LocalMode;
const calls: AuthorizedCall[] = [];

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "least-privilege-"));
  osv = await startOsv(path.join(directory, "authority"));
  local = await startLocalModeHere(directory, {
    standIns: osv.names,
    onAuthorized: (call) => calls.push(call),
  });
  await useEverything();
}, 240_000);
afterAll(async () => {
  await local.close();
  await osv.close();
  rmSync(directory, { recursive: true, force: true });
});

function imageOf(name: string, version: string): BuiltImage {
  return buildImage({
    layers: [
      [{ path: "etc/os-release", content: "ID=debian\nVERSION_ID=12\n" }],
      [
        {
          path: `app/node_modules/${name}/package.json`,
          content: JSON.stringify({ name, version }),
        },
      ],
    ],
  });
}

async function push(repository: string, tag: string, image: BuiltImage): Promise<void> {
  for (const part of pushable(image)) {
    await pushImage(local.registry, repository, part.tag ?? tag, part.image);
  }
}

async function waitFor(repository: string, holds: (images: readonly Image[]) => boolean) {
  let images: readonly Image[] = [];
  await until(`the images of ${repository}`, async () => {
    const path = `/organizations/demo/images?repository=${repository}`;
    images = ((await local.api.get(path)) as { items: Image[] }).items;
    return holds(images);
  });
  return images;
}

function allIn(state: Image["state"]): (images: readonly Image[]) => boolean {
  return (images) => images.length > 0 && images.every((image) => image.state === state);
}

/** The product's whole life: every function does everything that it is for. */
async function useEverything(): Promise<void> {
  const ecr = new ECRClient(customerSettings(local.awsEndpoint));
  await push("life/app", "1", imageOf("left-pad", "1.2.0"));
  const [first] = await waitFor("life/app", allIn("analyzed"));
  osv.release();
  await waitFor("life/app", ([image]) => image?.vulnerabilities?.critical === 1);
  await useResults(first?.imageId ?? "");
  await analyseAsLarge(first);

  // A moved tag, a deleted image, and a deleted repository.
  await push("life/app", "1", imageOf("left-pad", "1.3.0"));
  await waitFor("life/app", (images) => images.length === 2 && allIn("analyzed")(images));
  await ecr.send(
    new BatchDeleteImageCommand({
      repositoryName: "life/app",
      imageIds: [{ imageDigest: first?.digest ?? "" }],
    }),
  );
  await waitFor("life/app", (images) => images.length === 1);
  await ecr.send(new DeleteRepositoryCommand({ repositoryName: "life/app", force: true }));
  await push("life/other", "1", imageOf("left-pad", "1.3.0"));
  await waitFor("life/other", allIn("analyzed"));
  await changeActivation();
  await lookAfter();
  await relaunchAndRemove();
}

/** Everything that the API reads of an image, and the retry of its analysis. */
async function useResults(imageId: string): Promise<void> {
  const image = `/organizations/demo/images/${imageId}`;
  for (const part of ["packages", "vulnerabilities", "sbom", "layers", "history"]) {
    await local.api.get(`${image}/${part}`);
  }
  await local.api.get("/me");
  await local.api.post(`${image}/retry`, {});
}

/** The same image again, by the queue that large ones are handed over to. */
async function analyseAsLarge(image: Image | undefined): Promise<void> {
  const [integration] = await integrations();
  const sqs = new SQSClient(local.operator.clients);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "large-analysis" }));
  const message = {
    organizationId: "demo",
    integrationId: integration?.integrationId,
    registry: image?.registry,
    repository: image?.repository,
    digest: image?.digest,
    cause: "retry",
    requestedAt: new Date().toISOString(),
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  await until("the large analyzer has asked for the image", () =>
    Promise.resolve(callsOf("large-analyzer").some(({ action }) => action === "sts:AssumeRole")),
  );
}

async function integrations(): Promise<readonly IntegrationSummary[]> {
  const path = "/organizations/demo/integrations";
  return ((await local.api.get(path)) as { items: IntegrationSummary[] }).items;
}

async function changeActivation(): Promise<void> {
  const [integration] = await integrations();
  // Of a repository without images no event tells: the listing finds it.
  const ecr = new ECRClient(customerSettings(local.awsEndpoint));
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "life/quiet" }));
  await local.api.patch(`/organizations/demo/integrations/${integration?.integrationId ?? ""}`, {
    activation: "selected",
  });
  await local.api.patch("/organizations/demo/repositories", {
    items: [{ registry: integration?.registry, name: "life/other", activated: true }],
  });
}

/** A check and a new key that an owner asks for, and those of a day's round. */
async function lookAfter(): Promise<void> {
  const [integration] = await integrations();
  const path = `/organizations/demo/integrations/${integration?.integrationId ?? ""}`;
  await local.api.post(`${path}/check`, {});
  await local.api.post(`${path}/rotate`, {});
  const sqs = new SQSClient(local.operator.clients);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "reconcile" }));
  const requestedAt = new Date().toISOString();
  const round = { kind: "round", requestedAt, everyMinutes: 1440 };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(round) }));
  await until("it was checked, and the round has asked for another check", async () => {
    const { lastCheck } = (await local.api.get(path)) as IntegrationSummary;
    const asked = callsOf("reconcile").some(({ resource }) => resource.endsWith(":check"));
    return lastCheck !== null && asked;
  });
}

/** The stack is deleted, launched again by its link, and its integration removed. */
async function relaunchAndRemove(): Promise<void> {
  const stacks = customerStacks(local.awsEndpoint);
  await stacks.remove("DockerScoutECRIntegration");
  const [deleted] = await integrations();
  await stacks.launch(deleted?.launch?.url ?? "");
  const path = `/organizations/demo/integrations/${deleted?.integrationId ?? ""}`;
  await local.api.patch(path, { activation: "all" });
  await push("life/last", "1", imageOf("left-pad", "1.3.1"));
  await waitFor("life/last", allIn("analyzed"));
  await local.api.delete(path);
  await until("what was stored of it is forgotten", () =>
    Promise.resolve(callsOf("reconcile").some(({ action }) => action === "s3:DeleteObject")),
  );
}

/** What the function's role was allowed or denied, by the function's name. */
function callsOf(name: string): readonly AuthorizedCall[] {
  return calls.filter(({ principalArn }) =>
    new RegExp(`^arn:aws:iam::111111111111:role/ecr-scout/[a-z-]+/${name}$`).test(principalArn),
  );
}

const policies = JSON.parse(
  readFileSync(new URL("../../local/function-policies.json", import.meta.url), "utf8"),
) as Record<string, { Statement: readonly Statement[] }>;

test.each(Object.keys(policies))("%s is denied nothing that it asks for", (name) => {
  expect(callsOf(name).length).toBeGreaterThan(0);
  const denied = callsOf(name).filter(({ allowed }) => !allowed);
  expect(denied.filter((call) => !isProof(name, call))).toEqual([]);
});

/** Setting up and checking prove that the customer's role refuses us without its external ID. */
function isProof(name: string, { action }: AuthorizedCall): boolean {
  return ["setup-notification", "check"].includes(name) && action === "sts:AssumeRole";
}

test.each(Object.keys(policies))("%s may do nothing that it has no use for", (name) => {
  // The same code serves images of either size.
  const used = name === "large-analyzer" ? [...callsOf(name), ...ofAnalyzer()] : callsOf(name);
  const unused = (policies[name]?.Statement ?? []).flatMap(({ Action, Resource }) =>
    Action.flatMap((action) =>
      Resource.filter((resource) => !used.some((call) => isCovered(call, action, resource))).map(
        (resource) => `${action} ${resource.replace("arn:${Partition}:", "")}`,
      ),
    ),
  );
  const unexplained = unused.filter((right) => {
    const [action = ""] = right.split(" ");
    return !(action in WITHOUT_USE_HERE) && !(`${name} ${right}` in WITHOUT_USE_HERE);
  });
  expect(unexplained).toEqual([]);
});

/** The analyzer's calls; what it takes from its own queue the large one takes from its own. */
function ofAnalyzer(): readonly AuthorizedCall[] {
  return callsOf("analyzer").filter(({ action }) => !/(Receive|Delete)Message$/.test(action));
}

function isCovered(call: AuthorizedCall, action: string, resource: string): boolean {
  const pattern = resource
    .replaceAll("${Partition}", "aws")
    .replaceAll("${Region}", "us-east-1")
    .replaceAll("${Account}", "111111111111")
    .replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*");
  return call.action === action && new RegExp(`^${pattern}$`).test(call.resource);
}
